import { AsyncLocalStorage } from 'node:async_hooks';
import { env } from 'node:process';
import fc from 'fast-check';
import { weComRequest } from '../../../nodes/WeComCustomerContact/transport/request';
import {
	createTokenKeeper,
	type TokenKeeper,
} from '../../../nodes/WeComCustomerContact/transport/token';
import {
	RULES,
	type Known,
	type Tokens,
} from '../../../nodes/WeComCustomerContact/transport/tokens';
import {
	CREDENTIALS,
	createWorld,
	keeperWith,
	SECRETS,
	type Secret,
	type World,
} from './tokenWorld';
import { SEED } from '../seed';

// Each process of the world has a keeper of its own; the code under test takes the one of the call it runs for.
const mockKeeper = new AsyncLocalStorage<TokenKeeper>();
let mockWorld: World | undefined;

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

const REQUEST = { method: 'GET', endpoint: '/cgi-bin/x', access: 'read' } as const;
const PROCESSES = 2;

beforeAll(() => {
	jest.spyOn(Date, 'now').mockImplementation(() => mockWorld?.now() ?? 0);
	// Errors of failed calls are printed by n8n-workflow.
	jest.spyOn(console, 'log').mockImplementation(() => {});
});
afterAll(() => jest.restoreAllMocks());

const start = (world: World, process: number, credential: number, secret: Secret) =>
	world.start(
		process,
		credential,
		secret,
		async (keeper, context) =>
			await mockKeeper.run(keeper, async () => await weComRequest(context, REQUEST)),
	);

interface Step {
	text: string;
	act: (world: World) => unknown;
}

type Command = fc.AsyncCommand<object, World, true>;

const command = ({ text, act }: Step): Command => ({
	check: async () => true,
	run: async (_model, world) => {
		await act(world);
		await world.settle();
		expect(world.violations).toEqual([]);
	},
	toString: () => text,
});

const credential = fc.nat({ max: CREDENTIALS.length - 1 });
const process = fc.nat({ max: PROCESSES - 1 });
const app = fc.constantFrom(SECRETS[0], SECRETS[1]);
const secret = fc.oneof(
	{ weight: 6, arbitrary: app },
	{ weight: 1, arbitrary: fc.constant(SECRETS[2]) },
);

const STEPS = [
	fc.tuple(process, credential, app).map(([p, c, s]) => ({
		text: `process ${p} calls with credential ${c} (${s})`,
		act: (world: World) => start(world, p, c, s),
	})),
	fc.tuple(process, credential, app).map(([p, c, s]) => ({
		text: `process ${p} calls with credential ${c} (${s}), and all answers come`,
		act: async (world: World) => {
			start(world, p, c, s);
			for (let i = 0; i < 8; i += 1) await world.answer(0);
		},
	})),
	fc.nat({ max: 5 }).map((place) => ({
		text: `answer ${place} comes`,
		act: async (world: World) => await world.answer(place),
	})),
	fc.constant({
		text: 'all answers come',
		act: async (world: World) => {
			for (let i = 0; i < 20; i += 1) await world.answer(0);
		},
	}),
	fc.constantFrom(100, 3_000, 12_000, 31_000, 3_600_000, 7_200_000).map((ms) => ({
		text: `${ms / 1000} s pass`,
		act: async (world: World) => await world.pass(ms),
	})),
	app.map((s) => ({ text: `${s}: tokens revoked`, act: (world: World) => world.revoke(s) })),
	fc.tuple(credential, app).map(([c, s]) => ({
		text: `Test of credential ${c} (${s})`,
		act: (world: World) => world.test(c, s),
	})),
	fc.tuple(credential, secret).map(([c, s]) => ({
		text: `credential ${c} gets ${s}`,
		act: (world: World) => world.edit(c, s),
	})),
	fc
		.tuple(app, fc.constantFrom('down', 'disabled' as const), fc.boolean())
		.map(([s, fault, on]) => ({
			text: `${s}: ${fault} ${on ? 'begins' : 'ends'}`,
			act: ({ faults }: World) =>
				on ? faults[fault as 'down'].add(s) : faults[fault as 'down'].delete(s),
		})),
	fc.constant({
		text: 'the next token is lost on its way',
		act: ({ faults }: World) => (faults.losesAnswer = true),
	}),
];

/** Faults end, everything under way is done, and a minute later every process succeeds with every credential. */
async function heals(world: World): Promise<void> {
	world.faults.down.clear();
	world.faults.disabled.clear();
	world.faults.losesAnswer = false;
	CREDENTIALS.forEach((_, index) => world.edit(index, SECRETS[index % 2]!));
	await world.finish();
	await world.pass(60_000);
	for (let p = 0; p < PROCESSES; p += 1) {
		CREDENTIALS.forEach((_, index) => start(world, p, index, SECRETS[1]));
	}
	await world.finish();
	expect(world.violations).toEqual([]);
	const healed = world.calls.splice(-PROCESSES * CREDENTIALS.length);
	const ill = [...healed.filter(({ result }) => result !== 'ok'), ...unfinished(world)];
	if (ill.length > 0)
		throw new Error(`Not all heals: ${ill.map(({ result }) => String(result)).join()}`);
}

const unfinished = ({ calls }: World) => calls.filter(({ result }) => result === undefined);

const property = (createKeeper: () => TokenKeeper) =>
	fc.asyncProperty(
		fc.commands<object, World, true>(
			STEPS.map((step) => step.map(command)),
			{ size: '+1' },
		),
		async (commands) => {
			const world = createWorld(PROCESSES, createKeeper);
			mockWorld = world;
			await fc.asyncModelRun(() => ({ model: {}, real: world }), commands);
			await heals(world);
		},
	);

// After a change of the rules, let it play for longer: TOKEN_MODEL_RUNS=2500 takes a minute or two.
const RUNS = Number(env.TOKEN_MODEL_RUNS ?? 100);

it('whatever happens, tokens keep to their app, none is used that is known to be dead, and all heals', async () => {
	await fc.assert(property(keeperWith(RULES)), { numRuns: RUNS, seed: SEED });
}, 600_000);

const DAY = 24 * 3_600_000;
const longer = (tokens?: Tokens): Tokens | undefined =>
	tokens && { ...tokens, tokenExpiresAt: String(Number(tokens.tokenExpiresAt) + DAY) };

/** What only one memory for all calls of a process can do: two of them, taken in turn. */
function twoMemories(): TokenKeeper {
	const keepers = [createTokenKeeper(RULES), createTokenKeeper(RULES)] as const;
	let turn = 0;
	return {
		currentTokens: async (...args) => await keepers[(turn += 1) % 2]!.currentTokens(...args),
		refuseTokens: (...args) => keepers.forEach((keeper) => keeper.refuseTokens(...args)),
	};
}

const MUTANTS: Array<[what: string, violation: RegExp, createKeeper: () => TokenKeeper]> = [
	[
		'stored tokens of another app count',
		/a token of another app/,
		keeperWith({
			...RULES,
			storedTokens: (credential, identity) =>
				RULES.storedTokens(credential, String(credential.tokenFor)) &&
				RULES.storedTokens({ ...credential, tokenFor: identity }, identity),
		}),
	],
	[
		'tokens are used after their time',
		/a token whose time is over/,
		keeperWith({
			...RULES,
			decide: (known, stored, ticket, now) => {
				const own = known.own && { ...known.own, tokens: longer(known.own.tokens)! };
				const decision = RULES.decide({ ...known, own }, longer(stored), ticket, now);
				if (decision.kind !== 'tokens') return decision;
				const tokenExpiresAt = String(Number(decision.tokens.tokenExpiresAt) - DAY);
				return { kind: 'tokens', tokens: { ...decision.tokens, tokenExpiresAt } };
			},
		}),
	],
	[
		'a refusal is not remembered',
		/a token that was refused/,
		keeperWith({ ...RULES, refused: (known) => known }),
	],
	[
		'any other token than the refused one will do',
		/a token that is older than one that was refused/,
		keeperWith({
			...RULES,
			refused: (known, tokens, failure, now) => ({
				...RULES.refused(known, tokens, failure, now),
				refusedUpTo: 0,
				own: known.own?.tokens.accessToken === tokens.accessToken ? undefined : known.own,
			}),
		}),
	],
	[
		'a failed fetch is forgotten',
		/three fetches in 30 seconds/,
		keeperWith({
			...RULES,
			failed: (known, ...rest) => spaced(known, RULES.failed(known, ...rest)),
		}),
	],
	[
		'a fetch whose token is refused is forgotten',
		/three fetches in 30 seconds/,
		keeperWith({
			...RULES,
			refused: (known, ...rest) => ({ ...RULES.refused(known, ...rest), futile: known.futile }),
			fetched: (known, ...rest) => spaced(known, RULES.fetched(known, ...rest)),
		}),
	],
	[
		'a token that was refused once is bad for ever',
		/heals|a fetch though a good token is known/,
		keeperWith({
			...RULES,
			fetched: (known, tokens, ticket, _asked, now) =>
				RULES.fetched(known, tokens, ticket, -Infinity, now),
		}),
	],
	[
		'a late refusal of an old token is the end of a newer one',
		/a fetch though a good token is known/,
		keeperWith({
			...RULES,
			refused: (...all) => ({ ...RULES.refused(...all), own: undefined }),
		}),
	],
	['every call fetches for itself', /two fetches at a time/, twoMemories],
];

/** Waits before a second fetch, but keeps no count. */
const spaced = (before: Known, after: Known): Known => ({
	...after,
	futile: after.futile.slice(-1).filter((one) => !before.futile.includes(one)),
});

it.each(MUTANTS)('the model notices when %s', async (_what, violation, createKeeper) => {
	const { failed, error } = await found(createKeeper);
	expect(failed).toBe(true);
	expect(error).toMatch(violation);
});

async function found(createKeeper: () => TokenKeeper) {
	const { failed, errorInstance } = await fc.check(property(createKeeper), {
		numRuns: 500,
		seed: SEED,
		endOnFailure: true,
	});
	return { failed, error: String(errorInstance) };
}
