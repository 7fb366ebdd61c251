import { createHash } from 'node:crypto';

// Counts of relations and customers in bounded memory: counters, and a hash of each customer.

/** What relations are counted by: a value for each dimension. */
export type Key = ReadonlyArray<string | number>;

export interface Counter {
	key: Key;
	relations: number;
	/** Different customers among them: one of two members counts once. */
	customers: number;
}

interface Limits {
	/** How many keys have counters of their own. */
	keys: number;
	/** How many customers are remembered, by key and in all. */
	customers: number;
}

/**
 * Counts relations by their key. When there are too many keys, the relations of further ones are counted together, as `rest`;
 * when there are too many customers, new ones are no longer told from known ones, so that their numbers are too low
 * (`isCapped`).
 */
export function createTally({ keys, customers }: Limits) {
	const counters = new Map<string, Counter>();
	const total: Counter = { key: [], relations: 0, customers: 0 };
	const rest: Counter = { key: [], relations: 0, customers: 0 };
	const known = new Set<number>();
	let isCapped = false;

	const isNew = (text: string): boolean => {
		const hash = hashOf(text);
		if (known.has(hash)) return false;
		if (known.size >= customers) {
			isCapped = true;
			return false;
		}
		known.add(hash);
		return true;
	};
	const counterOf = (name: string, key: Key): Counter => {
		const present = counters.get(name);
		if (present) return present;
		if (counters.size >= keys) return rest;
		const counter = { key, relations: 0, customers: 0 };
		counters.set(name, counter);
		return counter;
	};

	return {
		total,
		rest,
		add: (key: Key, customer: string) => {
			const name = JSON.stringify(key);
			const counter = counterOf(name, key);
			counter.relations++;
			total.relations++;
			if (isNew(customer)) total.customers++;
			if (isNew(`${counter === rest ? 'rest' : name} ${customer}`)) counter.customers++;
		},
		counters: () => [...counters.values()],
		isCapped: () => isCapped,
	};
}

export type Tally = ReturnType<typeof createTally>;

/** 48 bits: of a million customers, one in 600 counts would be one too low. */
const hashOf = (text: string) => createHash('sha256').update(text).digest().readUIntBE(0, 6);
