import { setTimeout as sleep } from 'node:timers/promises';
import { createActions } from './actions';
import { createCallbacks } from './callback';
import { createFaults, matches } from './faults';
import { seed, seedMedia } from './seed';
import { createSeeding } from './seeding';
import { startServer } from './server';
import { keepTicket } from './suite';
import type { Corp, JournalEntry, OtherCorp, Simulator, SimulatorOptions } from './types';
import { defaultCorp, defaultSettings, defaultSuite, emptyState, type World } from './world';

export type * from './types';
export type * from './wire';
export { decrypt, encrypt, sign } from './crypto';
export { knownEndpoints } from './endpoints';
export { mappedIds } from './mappedIds';
export { journalLine } from './journal';
export { unsorted } from './paging';

const createCorp = (
	{ corp, suite, apps = [] }: Pick<SimulatorOptions, 'corp' | 'suite' | 'apps'>,
	name: string,
): Corp => {
	const own = { ...defaultCorp, ...corp };
	const { agentId, secret } = own;
	const main = { name, agentId, secret, customerContact: true, corpGroup: true };
	const all = { ...defaultSuite, ...suite };
	return {
		...own,
		apps: [main, ...apps.map((app) => ({ ...app }))],
		suite: { ...all, app: { ...all.app } },
	};
};

/** Another corp beside the first: the provider of the suite and the caller's address are the same. */
const createOther = (first: World, { apps, permanentCode, ...corp }: OtherCorp): World => {
	const { suite } = first.corp;
	const code = permanentCode ?? `${suite.permanentCode}-${corp.corpId}`;
	const own = createCorp({ corp, apps, suite: { ...suite, permanentCode: code } }, corp.corpId);
	const { suiteTickets, suiteTokens, wrongSecrets } = first.state;
	return {
		...first,
		corp: own,
		state: { ...emptyState(), suiteTickets, suiteTokens, wrongSecrets },
	};
};

/** Starts a WeCom on 127.0.0.1. Everything it knows is in memory and may be read and changed. */
export const startSimulator = async (options: SimulatorOptions = {}): Promise<Simulator> => {
	const world: World = {
		corp: createCorp(options, 'main'),
		state: emptyState(),
		settings: { ...defaultSettings, ...options.settings },
		now: options.now ?? Date.now,
		origin: '',
	};
	const { state } = world;
	const seeding = createSeeding(world);
	keepTicket(world, world.corp.suite.suiteTicket);
	seedMedia(world);
	if (!options.empty) seed(seeding);

	const others = (options.otherCorps ?? []).map((other) => createOther(world, other));
	others.forEach(seedMedia);

	const worlds = [world, ...others] as const;
	const journal: JournalEntry[] = [];
	const switches = createFaults(worlds);
	const server = await startServer(worlds, switches, options.port ?? 0, {
		begin: (entry) => journal.push(entry),
		end: (entry) => options.onRequest?.(entry),
	});
	for (const each of worlds) each.origin = `http://127.0.0.1:${server.port}`;
	const { callbacks, close } = createCallbacks(world, options.onDelivery);

	return {
		...seeding,
		...callbacks,
		...createActions(world, seeding, callbacks),
		url: world.origin,
		port: server.port,
		corp: world.corp,
		state,
		settings: world.settings,
		faults: switches.faults,
		journal,
		requests: (path) => journal.filter((entry) => matches(path, entry.path)),
		gettokenCount: (name) => {
			const secrets = worlds
				.flatMap(({ corp }) => corp.apps)
				.filter((app) => app.name === name)
				.map((app) => app.secret);
			const calls = journal.filter(({ path }) => path === 'gettoken');
			return name === undefined
				? calls.length
				: calls.filter(({ query }) => secrets.some((one) => one === query.corpsecret)).length;
		},
		otherCorps: others.map((other) => ({
			...createSeeding(other),
			corp: other.corp,
			state: other.state,
		})),
		resetJournal: () => {
			journal.length = 0;
		},
		welcomeMessages: state.welcomeMessages,
		waitFor: async (probe, ms = 5000) => {
			const deadline = performance.now() + ms;
			for (;;) {
				const found = probe();
				if (found) return found;
				if (performance.now() > deadline) throw new Error(`nothing came within ${ms} ms`);
				await sleep(10);
			}
		},
		close: async () => {
			await Promise.all([server.close(), close()]);
		},
	};
};
