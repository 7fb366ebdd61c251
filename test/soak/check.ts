import { itemsOf, type Execution } from '../n8n/driver';
import type { Delivery, JournalEntry, Simulator } from '../simulator/types';
import { READ, SYNC, TRIGGER, WELCOME } from './workflows';

// Compares what WeCom has in its books with what the workflows were told.

export interface SentScan {
	externalUserId: string;
	welcomeCode: string | undefined;
	delivery: Delivery;
}

interface Findings {
	/** What is wrong; empty when WeCom and the workflows agree. */
	problems: string[];
	counts: Record<string, number>;
}

const grouped = <T>(items: readonly T[], keyOf: (item: T) => string) => {
	const groups = new Map<string, T[]>();
	for (const item of items) {
		const group = groups.get(keyOf(item));
		if (group) group.push(item);
		else groups.set(keyOf(item), [item]);
	}
	return groups;
};

const customerOf = (execution: Execution) =>
	String(itemsOf(execution, TRIGGER)[0]?.json.externalUserId);

/** What an execution says about its welcome message. */
const claimOf = (execution: Execution) => {
	if (itemsOf(execution, WELCOME)[0]?.json.sent === true) return 'sent';
	const { error } = execution.resultData;
	if (!error) return 'nothing';
	return error.description?.includes('It is unknown whether') ? 'unknown' : 'not sent';
};

const isSending = ({ path }: JournalEntry) => path === 'externalcontact/send_welcome_msg';
const codeIn = ({ body }: JournalEntry) => String((body as { welcome_code?: string }).welcome_code);

/** Every acknowledged scan has one execution, and its claim about the welcome message is true. */
export const checkWelcomes = (
	{ journal, welcomeMessages }: Pick<Simulator, 'journal' | 'welcomeMessages'>,
	scans: readonly SentScan[],
	executions: readonly Execution[],
): Findings => {
	const problems: string[] = [];
	const counts: Record<string, number> = { scans: scans.length, acknowledged: 0 };
	const count = (name: string) => (counts[name] = (counts[name] ?? 0) + 1);
	const byCustomer = grouped(executions, customerOf);
	const messages = grouped(welcomeMessages, ({ externalUserId }) => externalUserId);
	const sendings = grouped(journal.filter(isSending), codeIn);

	for (const { externalUserId, welcomeCode = '', delivery } of scans) {
		const own = byCustomer.get(externalUserId) ?? [];
		const arrived = messages.get(externalUserId)?.length ?? 0;
		if (delivery.acknowledged) count('acknowledged');
		if (own.length > 1 || (delivery.acknowledged && own.length === 0)) {
			problems.push(`${externalUserId} has ${own.length} executions`);
		}
		if (arrived > 1) problems.push(`${externalUserId} got ${arrived} welcome messages`);
		if (arrived > 0 && own.length === 0) problems.push(`${externalUserId} was welcomed by nobody`);

		const tries = sendings.get(welcomeCode) ?? [];
		const accepted = tries.findIndex(({ errcode }) => errcode === 0);
		if (accepted >= 0 && accepted < tries.length - 1) {
			problems.push(`${externalUserId}'s message was sent again after WeCom had accepted it`);
		}
		for (const claim of own.map(claimOf)) {
			count(`said "${claim}"`);
			if (claim === 'unknown') count(arrived > 0 ? 'unknown, arrived' : 'unknown, did not arrive');
			const isTrue = claim === 'unknown' || (claim === 'sent') === (arrived === 1);
			if (!isTrue) problems.push(`${externalUserId}: said "${claim}", arrived: ${arrived}`);
		}
	}
	const known = new Set(scans.map(({ externalUserId }) => externalUserId));
	for (const customer of byCustomer.keys()) {
		if (!known.has(customer)) problems.push(`an execution is about ${customer}, who never came`);
	}
	return { problems, counts };
};

/** Every run that succeeded has each of these ids once. */
export const checkRuns = (
	what: string,
	executions: readonly Execution[],
	expected: readonly string[],
): Findings => {
	const counts = { [`${what} succeeded`]: 0, [`${what} failed`]: 0 };
	const problems: string[] = [];
	const wanted = [...expected].sort().join();
	for (const execution of executions) {
		const succeeded = execution.status === 'success';
		counts[`${what} ${succeeded ? 'succeeded' : 'failed'}`]! += 1;
		if (!succeeded && !execution.resultData.error?.message) {
			problems.push(`${what} ${execution.id} ended as ${execution.status} without a reason`);
		}
		const found = [...itemsOf(execution, READ), ...itemsOf(execution, SYNC)]
			.map(({ json }) => json.external_userid)
			.filter((id) => id !== undefined);
		if (succeeded && found.sort().join() !== wanted) {
			problems.push(`${what} ${execution.id} has ${found.length} of ${expected.length} customers`);
		}
	}
	return { problems, counts };
};
