import type {
	ICredentialDataDecryptedObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	IDataObject,
} from 'n8n-workflow';
import { WeComCustomerContactApi } from '../../../credentials/WeComCustomerContactApi.credentials';
import {
	createTokenKeeper,
	type TokenKeeper,
} from '../../../nodes/WeComCustomerContact/transport/token';
import type { Rules } from '../../../nodes/WeComCustomerContact/transport/tokens';
import { createHeldTime } from './heldTime';

// A world of several n8n processes, stored credentials and a WeCom, in which nothing takes time and nothing arrives
// unless it is told to. It watches over what must never happen.

const WINDOW = 30_000;
const LIFE = 7_200_000;
const CORP = 'ww1';

/** Secrets of apps, and one that WeCom does not know. */
export const SECRETS = ['secret-a', 'secret-b', 'secret-unknown'] as const;
export type Secret = (typeof SECRETS)[number];
/** A credential whose secret is an expression: each item brings its own. */
const EACH_ITEM = '={{ $json.secret }}';
export const CREDENTIALS = [SECRETS[0], SECRETS[0], SECRETS[1], EACH_ITEM] as const;

interface Token {
	value: string;
	secret: Secret;
	expiresAt: number;
	revoked: boolean;
}

interface Fetch {
	asked: number;
	answered?: number;
	token?: Token;
}

interface Process {
	keeper: TokenKeeper;
	/** When it saw which token refused. */
	refusals: Map<Token, number>;
	/** Its own fetches of tokens, by secret. */
	fetches: Map<Secret, Fetch[]>;
}

export interface Call {
	secret: Secret;
	done: Promise<void>;
	result?: 'ok' | Error;
}

export type World = ReturnType<typeof createWorld>;

let worlds = 0;

export function createWorld(processCount: number, createKeeper: () => TokenKeeper) {
	const baseUrl = `http://wecom-${(worlds += 1)}`;
	const type = new WeComCustomerContactApi();
	const stores = CREDENTIALS.map((corpSecret): ICredentialDataDecryptedObject => ({
		appType: 'selfBuilt',
		corpId: CORP,
		corpSecret,
		baseUrl,
		accessToken: '',
	}));
	const processes = Array.from({ length: processCount }, (): Process => ({
		keeper: createKeeper(),
		refusals: new Map(),
		fetches: new Map(),
	}));
	const tokens: Token[] = [];
	const calls: Call[] = [];
	/** What answers said that are just being read. */
	const justRefused: Array<[Process, Token]> = [];
	const violations: string[] = [];
	const faults = { down: new Set<Secret>(), disabled: new Set<Secret>(), losesAnswer: false };
	const time = createHeldTime(async () => await settle());

	const never = (what: string) => {
		violations.push(what);
	};
	const isAlive = (token: Token) => !token.revoked && token.expiresAt > time.now();
	const tokenOf = (value: unknown) => tokens.find((token) => token.value === value);

	/** What WeCom does arrives at once; what it answers when it is let through. */
	const answer = async (act: () => IDataObject | undefined): Promise<IDataObject> => {
		const body = act();
		await time.arrive();
		if (body) return body;
		throw Object.assign(new Error('no answer'), { code: 'ECONNRESET' });
	};

	const gettoken = (secret: Secret, fetch?: Fetch): IDataObject | undefined => {
		if (faults.down.has(secret)) return undefined;
		if (secret === 'secret-unknown') return { errcode: 40001, errmsg: 'invalid secret' };
		let token = tokens.find((one) => one.secret === secret && isAlive(one));
		if (!token) {
			token = {
				value: `token-${tokens.length}`,
				secret,
				expiresAt: time.now() + LIFE,
				revoked: false,
			};
			tokens.push(token);
		}
		if (faults.losesAnswer) {
			faults.losesAnswer = false;
			return undefined;
		}
		if (fetch) fetch.token = token;
		return {
			errcode: 0,
			access_token: token.value,
			expires_in: (token.expiresAt - time.now()) / 1000,
		};
	};

	const call = (value: unknown): IDataObject => {
		const token = tokenOf(value);
		if (!token || token.revoked || faults.disabled.has(token.secret)) return { errcode: 40014 };
		return token.expiresAt > time.now() ? { errcode: 0 } : { errcode: 42001 };
	};

	/** What preAuthentication of a process asks WeCom with; without a process it is the Test button's. */
	const httpRequest = async (options: IHttpRequestOptions, owner?: Process) => {
		if (options.url !== '/cgi-bin/gettoken') {
			return { statusCode: 200, body: call(options.qs?.access_token) };
		}
		const secret = options.qs?.corpsecret as Secret;
		const fetch = owner && startFetch(owner, secret);
		try {
			return { statusCode: 200, body: await answer(() => gettoken(secret, fetch)) };
		} finally {
			if (fetch) {
				fetch.answered = time.now();
				// What WeCom hands out again a while after it was refused counts as new.
				const refused = (fetch.token && owner?.refusals.get(fetch.token)) ?? Infinity;
				if (fetch.token && fetch.asked - refused >= WINDOW) owner?.refusals.delete(fetch.token);
			}
		}
	};

	/** Whether the last token that a process fetched lives, and neither it nor a newer one was refused. */
	function isServed(owner: Process, all: Fetch[]): boolean {
		const last = all.findLast(({ token }) => token)?.token;
		if (!last || last.expiresAt <= time.now()) return false;
		const seen = justRefused.flatMap(([process, token]) => (process === owner ? [token] : []));
		return ![...owner.refusals.keys(), ...seen].some(
			({ secret, expiresAt }) => secret === last.secret && expiresAt >= last.expiresAt,
		);
	}

	function startFetch(owner: Process, secret: Secret): Fetch {
		const { fetches } = owner;
		const all = fetches.get(secret) ?? [];
		fetches.set(secret, all);
		if (all.some(({ answered }) => answered === undefined)) never('two fetches at a time');
		if (isServed(owner, all)) never('a fetch though a good token is known');
		const fetch: Fetch = { asked: time.now() };
		all.push(fetch);
		return fetch;
	}

	/** No more than two in 30 seconds that came to nothing: no token, or one that is not taken. */
	function checkFetches({ fetches, refusals }: Process): void {
		const inVain = ({ answered = time.now(), token }: Fetch) =>
			token !== undefined && Math.abs((refusals.get(token) ?? -Infinity) - answered) < WINDOW;
		for (const all of fetches.values()) {
			const done = all.filter(({ answered }) => answered !== undefined);
			for (const some of [done.filter(({ token }) => !token), done.filter(inVain)]) {
				if (some.some(({ asked }, i) => asked - (some[i - 2]?.asked ?? -Infinity) < WINDOW)) {
					never('three fetches in 30 seconds');
				}
			}
		}
	}

	const store = (index: number, output: IDataObject) => {
		for (const [name, value] of Object.entries(output)) stores[index]![name] = value as string;
	};

	const preAuthenticate = async (
		index: number,
		data: ICredentialDataDecryptedObject,
		owner?: Process,
	) => {
		const helpers = {
			httpRequest: async (options: IHttpRequestOptions) => await httpRequest(options, owner),
		};
		const output = await type.preAuthentication.call({ helpers } as never, data);
		store(index, output);
		Object.assign(data, output);
	};

	/** A call starts: with tokens that are its app's, live, not seen refused, and not older than what was. */
	function checkStart({ refusals }: Process, data: ICredentialDataDecryptedObject): void {
		const token = tokenOf(data.accessToken);
		if (!token) return never('a call without a token');
		if (token.secret !== data.corpSecret) never('a token of another app');
		if (Number(data.tokenExpiresAt) <= time.now()) never('a token whose time is over');
		if (refusals.has(token)) never('a token that was refused');
		const at = tokens.indexOf(token);
		for (const refused of refusals.keys()) {
			if (refused.secret === token.secret && tokens.indexOf(refused) > at) {
				never('a token that is older than one that was refused');
			}
		}
	}

	const contextOf = (owner: Process, index: number, secret: Secret) => {
		const getCredentials = async () => {
			const data = structuredClone(stores[index]!);
			if (data.corpSecret === EACH_ITEM) data.corpSecret = secret;
			return data;
		};
		const httpRequestWithAuthentication = async (
			_type: string,
			options: IHttpRequestOptions,
			{ credentialsDecrypted }: { credentialsDecrypted: { data: ICredentialDataDecryptedObject } },
		) => {
			const { data } = credentialsDecrypted;
			const isFetch = data.accessToken === '';
			if (isFetch) await preAuthenticate(index, data, owner);
			else checkStart(owner, data);
			const authenticated = await type.authenticate(data, options);
			if (isFetch) return {};
			const token = tokenOf(authenticated.qs?.access_token);
			const body = await answer(() => call(token?.value));
			if (body.errcode !== 0 && token) justRefused.push([owner, token]);
			return { statusCode: 200, body };
		};
		return {
			getNode: () => ({ id: '1', name: 'WeCom', type: 'wecom', typeVersion: 1, parameters: {} }),
			getExecutionId: () => 'execution',
			getCredentials,
			helpers: { httpRequestWithAuthentication },
		} as unknown as IExecuteFunctions;
	};

	/** Lets everything happen that needs neither time nor an answer. */
	const settle = async () => {
		await new Promise((resolve) => setImmediate(resolve));
		for (const [{ refusals }, token] of justRefused.splice(0)) {
			if (!refusals.has(token)) refusals.set(token, time.now());
		}
		for (const process of processes) checkFetches(process);
	};

	const world = {
		calls,
		violations,
		faults,
		...time,
		settle,

		/** A process calls WeCom with a credential, for an item that brings a secret along. */
		start(
			process: number,
			credential: number,
			secret: Secret,
			send: (keeper: TokenKeeper, context: IExecuteFunctions) => Promise<unknown>,
		): Call {
			const owner = processes[process]!;
			const stored = stores[credential]!.corpSecret;
			const made: Call = {
				secret: stored === EACH_ITEM ? secret : (stored as Secret),
				done: Promise.resolve(),
			};
			made.done = send(owner.keeper, contextOf(owner, credential, secret)).then(
				() => void (made.result = 'ok'),
				(error: unknown) => void (made.result = error as Error),
			);
			calls.push(made);
			return made;
		},

		/** Someone presses Test; n8n stores what preAuthentication returns. */
		test(credential: number, secret: Secret) {
			const data = structuredClone(stores[credential]!);
			if (data.corpSecret === EACH_ITEM) data.corpSecret = secret;
			void preAuthenticate(credential, data).catch(() => {});
		},

		edit(credential: number, secret: Secret) {
			if (stores[credential]!.corpSecret !== EACH_ITEM) stores[credential]!.corpSecret = secret;
		},

		revoke(secret: Secret) {
			for (const token of tokens) if (token.secret === secret) token.revoked = true;
		},

		/** All that is under way comes to its end. */
		finish: async () => await time.finish(() => violations.length === 0),
	};
	return world;
}

export const keeperWith = (rules: Rules) => () => createTokenKeeper(rules);
