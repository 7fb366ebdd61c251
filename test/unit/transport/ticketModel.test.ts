import { AsyncLocalStorage } from 'node:async_hooks';
import { env } from 'node:process';
import fc from 'fast-check';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { fetchTokens } from '../../../nodes/WeComCustomerContact/transport/gettoken';
import { weComRequest } from '../../../nodes/WeComCustomerContact/transport/request';
import {
	createTicketStore,
	TICKET_RULES,
} from '../../../nodes/WeComCustomerContact/transport/ticket';
import {
	createTokenKeeper,
	type TokenKeeper,
} from '../../../nodes/WeComCustomerContact/transport/token';
import { RULES } from '../../../nodes/WeComCustomerContact/transport/tokens';
import { SEED } from '../seed';
import { CORPS, createTicketWorld, PARTS, type Parts, type TicketWorld } from './ticketWorld';

// Each process of the world has a keeper of its own; the code under test takes the one of the call it runs for.
const mockKeeper = new AsyncLocalStorage<TokenKeeper>();
let mockWorld: TicketWorld | undefined;

jest.mock('../../../nodes/WeComCustomerContact/transport/token', () => ({
	...jest.requireActual<object>('../../../nodes/WeComCustomerContact/transport/token'),
	currentTokens: async (...args: Parameters<TokenKeeper['currentTokens']>) =>
		await mockKeeper.getStore()!.currentTokens(...args),
	refuseTokens: (...args: Parameters<TokenKeeper['refuseTokens']>) =>
		mockKeeper.getStore()!.refuseTokens(...args),
}));
jest.mock('n8n-workflow', () => ({
	...jest.requireActual<object>('n8n-workflow'),
	sleep: async (milliseconds: number) => await mockWorld!.sleep(milliseconds),
}));

beforeAll(() => {
	jest.spyOn(Date, 'now').mockImplementation(() => mockWorld?.now() ?? 0);
	// Errors of failed calls are printed by n8n-workflow.
	jest.spyOn(console, 'log').mockImplementation(() => {});
});
afterAll(() => jest.restoreAllMocks());

const REQUEST = { method: 'GET', endpoint: '/cgi-bin/x', access: 'read' } as const;
const PROCESSES = 2;

const start = (world: TicketWorld, process: number, corp: (typeof CORPS)[number]) =>
	world.start(
		process,
		corp,
		async (keeper, context) =>
			await mockKeeper.run(keeper, async () => await weComRequest(context, REQUEST)),
	);

type Command = fc.AsyncCommand<object, TicketWorld, true>;

const command = ({
	text,
	act,
}: {
	text: string;
	act: (world: TicketWorld) => unknown;
}): Command => ({
	check: async () => true,
	run: async (_model, world) => {
		await act(world);
		await world.settle();
		expect(world.violations).toEqual([]);
	},
	toString: () => text,
});

const process = fc.nat({ max: PROCESSES - 1 });
const corp = fc.constantFrom(...CORPS);

const STEPS = [
	fc.tuple(process, fc.nat({ max: 4 })).map(([p, dice]) => ({
		text: dice === 0 ? 'a ticket is lost' : `process ${p} gets a ticket`,
		act: async (world: TicketWorld) => await world.ticket(p, dice === 0),
	})),
	fc.tuple(process, fc.nat({ max: 2 })).map(([p, back]) => ({
		text: `process ${p} gets the ticket again that is ${back} old`,
		act: async (world: TicketWorld) => await world.again(p, back),
	})),
	fc.tuple(process, fc.boolean()).map(([p, isNewestFirst]) => ({
		text: `process ${p} gets two at a time, the ${isNewestFirst ? 'newer' : 'older'} first`,
		act: async (world: TicketWorld) => await world.together(p, isNewestFirst),
	})),
	process.map((p) => ({
		text: `process ${p} gets a ticket while answers come`,
		act: async (world: TicketWorld) => await world.meanwhile(p),
	})),
	process.map((p) => ({
		text: `process ${p} restarts`,
		act: (world: TicketWorld) => world.restart(p),
	})),
	fc.constant({ text: 'a form is opened', act: (world: TicketWorld) => world.openForm() }),
	fc.constant({ text: 'the form is saved', act: (world: TicketWorld) => world.saveForm() }),
	fc.tuple(process, corp).map(([p, c]) => ({
		text: `process ${p} calls for ${c}`,
		act: (world: TicketWorld) => start(world, p, c),
	})),
	fc.tuple(process, corp).map(([p, c]) => ({
		text: `process ${p} calls for ${c}, and all answers come`,
		act: async (world: TicketWorld) => {
			start(world, p, c);
			for (let i = 0; i < 8; i += 1) await world.answer(0);
		},
	})),
	fc.nat({ max: 5 }).map((place) => ({
		text: `answer ${place} comes`,
		act: async (world: TicketWorld) => await world.answer(place),
	})),
	fc.constantFrom(31_000, 30 * 60_000, 7_200_000).map((ms) => ({
		text: `${ms / 1000} s pass, in which all tickets are lost`,
		act: async (world: TicketWorld) => await world.pass(ms),
	})),
];

/** One ticket arrives, and every process succeeds for every corp. */
async function heals(world: TicketWorld): Promise<void> {
	await world.finish();
	await world.ticket(0);
	const calls = CORPS.flatMap((one) => [start(world, 0, one), start(world, 1, one)]);
	await world.finish();
	expect(world.violations).toEqual([]);
	const ill = calls.filter(({ result }) => result !== 'ok');
	if (ill.length > 0) {
		throw new Error(`Not all heals: ${ill.map(({ result }) => String(result)).join()}`);
	}
}

const property = (parts: Parts) =>
	fc.asyncProperty(
		fc.commands<object, TicketWorld, true>(
			STEPS.map((step) => step.map(command)),
			{ size: '+1' },
		),
		async (commands) => {
			const world = createTicketWorld(PROCESSES, parts);
			mockWorld = world;
			await world.ticket(0);
			await fc.asyncModelRun(() => ({ model: {}, real: world }), commands);
			await heals(world);
		},
	);

// After a change of the rules, let it play for longer: TICKET_MODEL_RUNS=2500 takes a minute or two.
const RUNS = Number(env.TICKET_MODEL_RUNS ?? 100);

it('whatever happens, the newest ticket stays and is used, and none is missed while one is stored', async () => {
	await fc.assert(property(PARTS), { numRuns: RUNS, seed: SEED });
}, 600_000);

it('a month of tickets needs no hand', async () => {
	const world = createTicketWorld(PROCESSES);
	mockWorld = world;
	for (let count = 0; count < 30 * 144; count += 1) {
		await world.ticket(count % PROCESSES, count % 3 === 1);
		if (count % 1000 === 999) world.restart(count % PROCESSES);
		if (count % 7 !== 0) continue;
		for (const one of CORPS) start(world, (count + 1) % PROCESSES, one);
		await world.finish();
	}
	expect(world.violations).toEqual([]);
	expect(world.calls.every(({ result }) => result === 'ok')).toBe(true);
}, 60_000);

/** A keeper that knows the ticket only as it was when the call began. */
function readsOnce(): TokenKeeper {
	const keeper = createTokenKeeper();
	return {
		...keeper,
		currentTokens: async (context, credential, itemIndex) =>
			await keeper.currentTokens(
				{ ...context, getCredentials: async () => credential } as typeof context,
				credential,
				itemIndex,
			),
	};
}

/** A keeper that takes the ticket of its first call for all others. */
function remembers(): TokenKeeper {
	const keeper = createTokenKeeper();
	let seen: ICredentialDataDecryptedObject | undefined;
	return {
		...keeper,
		currentTokens: async (context, credential, itemIndex) => {
			seen ??= credential;
			const given = { ...credential, suiteTicket: seen.suiteTicket! };
			const getCredentials = async () => given;
			return await keeper.currentTokens(
				{ ...context, getCredentials } as typeof context,
				given,
				itemIndex,
			);
		},
	};
}

const MUTANTS: Array<[what: string, violation: RegExp, parts: Partial<Parts>]> = [
	[
		'any ticket that comes is stored',
		/older ticket stands/,
		{ createStore: () => createTicketStore({ ...TICKET_RULES, isNewer: () => true }) },
	],
	[
		'of two that come at a time each is stored for itself',
		/older ticket stands/,
		{
			createStore:
				() =>
				async (...args) =>
					await createTicketStore()(...args),
		},
	],
	[
		'the form shows the ticket',
		/older ticket stands/,
		{
			properties: (all) =>
				all.map((one) => (one.name === 'suiteTicket' ? { ...one, typeOptions: {} } : one)),
		},
	],
	[
		'the ticket is hidden in the form',
		/older ticket stands/,
		{
			properties: (all) =>
				all.map((one) => (one.name === 'suiteTicket' ? { ...one, type: 'hidden' } : one)),
		},
	],
	[
		'the time is not kept with the ticket',
		/older ticket stands/,
		{
			createStore: () =>
				createTicketStore({
					...TICKET_RULES,
					output: (credential, ticket) => ({
						...TICKET_RULES.output(credential, ticket),
						suiteTicket: ticket.value,
					}),
				}),
		},
	],
	[
		'a call uses the ticket that was there when it began',
		/a living ticket is stored/,
		{ createKeeper: readsOnce },
	],
	[
		'a process goes on with the ticket that it saw first',
		/an older ticket than the newest stored/,
		{ createKeeper: remembers },
	],
	[
		'a new ticket waits because an old one was refused',
		/a living ticket is stored/,
		{
			createKeeper: () =>
				createTokenKeeper({
					...RULES,
					decide: (known, stored, _ticket, now) => RULES.decide(known, stored, '', now),
					failed: (known, failure, _ticket, now) => RULES.failed(known, failure, '', now),
				}),
		},
	],
	[
		'storing a ticket fetches tokens',
		/storing a ticket asks WeCom/,
		{
			preAuthentication: async function (credentials) {
				return await fetchTokens(this, credentials);
			},
		},
	],
	[
		'a ticket ends the tokens, which each process then fetches anew',
		/a ticket changes the tokens/,
		{
			createStore: () =>
				createTicketStore({
					...TICKET_RULES,
					output: (_credential, ticket) => TICKET_RULES.output({}, ticket),
				}),
		},
	],
	[
		'the stored token is kept without whose it is',
		/a ticket changes the tokens/,
		{
			createStore: () =>
				createTicketStore({
					...TICKET_RULES,
					output: (credential, ticket) => {
						const { accessToken, suiteTicket } = TICKET_RULES.output(credential, ticket);
						return { accessToken, suiteTicket } as ReturnType<typeof TICKET_RULES.output>;
					},
				}),
		},
	],
];

it.each(MUTANTS)('the model notices when %s', async (_what, violation, parts) => {
	const { failed, errorInstance } = await fc.check(property({ ...PARTS, ...parts }), {
		numRuns: 500,
		seed: SEED,
		endOnFailure: true,
	});
	expect(failed).toBe(true);
	expect(String(errorInstance)).toMatch(violation);
});
