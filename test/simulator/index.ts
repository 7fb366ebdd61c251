import { setTimeout as sleep } from 'node:timers/promises';
import { createActions } from './actions';
import { createCallbacks } from './callback';
import { createFaults, matches } from './faults';
import { seed, seedMedia } from './seed';
import { createSeeding } from './seeding';
import { startServer } from './server';
import type { Corp, JournalEntry, Simulator, SimulatorOptions } from './types';
import { defaultCorp, defaultSettings, defaultSuite, emptyState, type World } from './world';

export type * from './types';
export type * from './wire';
export { decrypt, encrypt, sign } from './crypto';
export { knownEndpoints } from './endpoints';
export { mappedIds } from './mappedIds';
export { journalLine } from './journal';

const createCorp = ({ corp, suite, apps = [] }: SimulatorOptions): Corp => {
	const own = { ...defaultCorp, ...corp };
	const { agentId, secret } = own;
	const main = { name: 'main', agentId, secret, customerContact: true, corpGroup: true };
	return { ...own, apps: [main, ...apps], suite: { ...defaultSuite, ...suite } };
};

/** Starts a WeCom on 127.0.0.1. Everything it knows is in memory and may be read and changed. */
export const startSimulator = async (options: SimulatorOptions = {}): Promise<Simulator> => {
	const world: World = {
		corp: createCorp(options),
		state: emptyState(),
		settings: { ...defaultSettings, ...options.settings },
		now: options.now ?? Date.now,
		origin: '',
	};
	const { state } = world;
	const seeding = createSeeding(world);
	seedMedia(world);
	if (!options.empty) seed(seeding);

	const journal: JournalEntry[] = [];
	const switches = createFaults(world);
	const server = await startServer(world, switches, options.port ?? 0, {
		begin: (entry) => journal.push(entry),
		end: (entry) => options.onRequest?.(entry),
	});
	world.origin = `http://127.0.0.1:${server.port}`;
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
