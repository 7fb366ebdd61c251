import {
	isExpression,
	type ICredentialDataDecryptedObject,
	type IDataObject,
	type IExecuteFunctions,
	type IHttpRequestOptions,
	type INodeProperties,
	type IWebhookFunctions,
} from 'n8n-workflow';
import { WeComCustomerContactApi } from '../../../credentials/WeComCustomerContactApi.credentials';
import {
	createTicketStore,
	ticketIn,
	type StoreTicket,
} from '../../../nodes/WeComCustomerContact/transport/ticket';
import {
	createTokenKeeper,
	type TokenKeeper,
} from '../../../nodes/WeComCustomerContact/transport/token';
import { createHeldTime } from './heldTime';

// Several n8n processes with the credential of one suite that two corps have authorized, and a WeCom that sends
// tickets. Answers of WeCom and writes to n8n's database arrive when they are told to. It watches over what must never
// happen.

const MINUTE = 60_000;
const LIFE = 30 * MINUTE;
const TOKEN_LIFE = 120 * MINUTE;
const SUITE = 'suite';
const BLANK = '__n8n_BLANK_VALUE__';

export const CORPS = ['corp-a', 'corp-b'] as const;
export type Corp = (typeof CORPS)[number];

/** What a process of the package is made of. */
export interface Parts {
	createStore: () => StoreTicket;
	createKeeper: () => TokenKeeper;
	properties: (properties: INodeProperties[]) => INodeProperties[];
	preAuthentication: WeComCustomerContactApi['preAuthentication'];
}

export const PARTS: Parts = {
	createStore: createTicketStore,
	createKeeper: createTokenKeeper,
	properties: (properties) => properties,
	preAuthentication: new WeComCustomerContactApi().preAuthentication,
};

interface Ticket {
	value: string;
	sentAt: number;
}

interface Token {
	value: string;
	of: string;
	expiresAt: number;
}

interface Process {
	store: StoreTicket;
	keeper: TokenKeeper;
}

export interface Call {
	result?: 'ok' | Error;
}

export type TicketWorld = ReturnType<typeof createTicketWorld>;

let worlds = 0;

export function createTicketWorld(processCount: number, parts: Parts = PARTS) {
	const baseUrl = `http://suite-${(worlds += 1)}`;
	const type = new WeComCustomerContactApi();
	const properties = parts.properties(type.properties);
	const tickets: Ticket[] = [];
	const tokens: Token[] = [];
	const writes: Array<() => void> = [];
	const calls: Call[] = [];
	const violations: string[] = [];
	const time = createHeldTime(async () => await settle());
	let newestStored = 0;
	let holdsWrites = false;
	let form: IDataObject | undefined;
	const stored: ICredentialDataDecryptedObject = {
		appType: 'thirdParty',
		suiteId: SUITE,
		suiteSecret: 's',
		authCorpId: '={{ $json.corp }}',
		permanentCode: 'p',
		baseUrl,
		accessToken: '',
	};
	const begin = (): Process => ({ store: parts.createStore(), keeper: parts.createKeeper() });
	const processes = Array.from({ length: processCount }, begin);

	const never = (what: string) => {
		violations.push(what);
	};
	const issue = () => {
		const ticket = { value: `ticket-${tickets.length}`, sentAt: time.now() / 1000 };
		tickets.push(ticket);
		return ticket;
	};
	const isAlive = ({ sentAt }: Ticket) => sentAt * 1000 + LIFE > time.now();
	const storedTicket = () => {
		const { value } = ticketIn(stored.suiteTicket);
		return tickets.findLast((ticket) => ticket.value === value);
	};

	const look = () => {
		const { sentAt } = storedTicket() ?? { sentAt: 0 };
		if (sentAt < newestStored) never('an older ticket stands where a newer one stood');
		newestStored = Math.max(newestStored, sentAt);
	};

	const tokenFor = (of: string): IDataObject => {
		let token = tokens.find((one) => one.of === of && one.expiresAt > time.now());
		if (!token) {
			token = { value: `${of}-${tokens.length}`, of, expiresAt: time.now() + TOKEN_LIFE };
			tokens.push(token);
		}
		return { value: token.value, expires_in: (token.expiresAt - time.now()) / 1000 };
	};

	/** What WeCom does; its answer travels. */
	const weCom = ({ url, body, qs }: IHttpRequestOptions): IDataObject => {
		const given = (typeof body === 'string' ? {} : (body ?? {})) as IDataObject;
		if (url === '/cgi-bin/service/get_suite_token') {
			const ticket = tickets.find(({ value }) => value === given.suite_ticket);
			if (!ticket) return { errcode: 41023, errmsg: '' };
			if (ticket.sentAt < newestStored) never('an older ticket than the newest stored is used');
			if (!isAlive(ticket)) return { errcode: 40085, errmsg: '' };
			const { value, expires_in } = tokenFor(SUITE);
			return { suite_access_token: value, expires_in };
		}
		if (url === '/cgi-bin/service/get_corp_token') {
			const { value, expires_in } = tokenFor(String(given.auth_corpid));
			return { access_token: value, expires_in };
		}
		const token = tokens.find(({ value }) => value === qs?.access_token);
		if (!token) return { errcode: 40014, errmsg: '' };
		return { errcode: token.expiresAt > time.now() ? 0 : 42001, errmsg: '', of: token.of };
	};

	const answered = async (options: IHttpRequestOptions) => {
		const body = weCom(options);
		await time.arrive();
		return { statusCode: 200, body };
	};

	const tokensIn = (data: IDataObject) =>
		['accessToken', 'suiteAccessToken', 'tokenFor', 'tokenExpiresAt'].map((name) =>
			String(data[name] ?? ''),
		);

	const write = async (output: IDataObject) => {
		if ('suiteTicket' in output && tokensIn(output).join() !== tokensIn(stored).join()) {
			never('storing a ticket changes the tokens');
		}
		if (holdsWrites) await new Promise<void>((resolve) => writes.push(resolve));
		for (const [name, value] of Object.entries(output)) {
			if (name === 'accessToken' || !isExpression(stored[name])) stored[name] = value as string;
		}
		look();
	};

	const contextOf = (corp: Corp | undefined) => {
		const askedByTrigger = async () => {
			never('storing a ticket asks WeCom');
			return { statusCode: 200, body: { suite_access_token: 'x', access_token: 'x' } };
		};
		const helpers = {
			httpRequest: corp ? answered : askedByTrigger,
			httpRequestWithAuthentication: async (
				_type: string,
				options: IHttpRequestOptions,
				{
					credentialsDecrypted: { data },
				}: { credentialsDecrypted: { data: ICredentialDataDecryptedObject } },
			) => {
				const isFetch = data.accessToken === '';
				if (isFetch) {
					const output = await parts.preAuthentication.call({ helpers } as never, data);
					await write(output);
					Object.assign(data, output);
				}
				const { qs } = await type.authenticate(data, options);
				if (isFetch) return {};
				const answer = await answered({ ...options, qs });
				if (answer.body.errcode === 0 && answer.body.of !== data.authCorpId) {
					never('a token of another corp');
				}
				return answer;
			},
		};
		return {
			getNode: () => ({ id: '1', name: 'WeCom', type: 'wecom', typeVersion: 1, parameters: {} }),
			getExecutionId: () => 'execution',
			getCredentials: async () => {
				const data = structuredClone(stored);
				if (corp) data.authCorpId = corp;
				else delete data.authCorpId;
				return data;
			},
			helpers,
		};
	};

	const receive = async (process: number, ticket: Ticket) => {
		const context = contextOf(undefined) as unknown as IWebhookFunctions;
		await processes[process]!.store(context, { suiteId: SUITE, ...ticket });
	};

	const settle = async () => await new Promise((resolve) => setImmediate(resolve));

	const world = {
		calls,
		violations,
		...time,
		settle,

		/** Ten minutes later WeCom sends a ticket, which may be lost. */
		async ticket(process: number, isLost = false) {
			await world.pass(10 * MINUTE);
			const ticket = issue();
			if (!isLost) await receive(process, ticket);
		},

		/** One of the last three comes once more, or comes late. */
		async again(process: number, back: number) {
			const ticket = tickets.at(-1 - back);
			if (ticket) await receive(process, ticket);
		},

		/** The newest and the one before it come at a time, and the database is slow with the first of them. */
		async together(process: number, isNewestFirst: boolean) {
			await world.pass(10 * MINUTE);
			const [before] = tickets.slice(-1);
			const both = [...(before ? [before] : []), issue()];
			if (isNewestFirst) both.reverse();
			holdsWrites = true;
			const done = Promise.all(both.map(async (ticket) => await receive(process, ticket)));
			for (let turn = 0; turn < 4; turn += 1) {
				await settle();
				for (const arrive of writes.splice(0).reverse()) {
					arrive();
					await settle();
				}
			}
			holdsWrites = false;
			await done;
		},

		/** While it stores one, a few answers come, and what is fetched is stored first. */
		async meanwhile(process: number) {
			await world.pass(10 * MINUTE);
			holdsWrites = true;
			const done = receive(process, issue());
			await settle();
			holdsWrites = false;
			for (let turn = 0; turn < 8; turn += 1) await world.answer(0);
			for (const arrive of writes.splice(0)) arrive();
			await done;
		},

		restart(process: number) {
			processes[process] = begin();
		},

		/** Somebody opens the credential in the editor, which shows no secret … */
		openForm() {
			const visible = properties.filter(({ type: kind }) => kind !== 'hidden');
			form = Object.fromEntries(
				visible.map(({ name, typeOptions }) => {
					const value = stored[name] ?? '';
					return [name, typeOptions?.password && value !== '' ? BLANK : value];
				}),
			) as IDataObject;
		},

		/** … and saves it, with what n8n has by then in place of the secrets. */
		saveForm() {
			if (!form) return;
			for (const name of Object.keys(stored)) {
				const shown = form[name];
				if (shown !== BLANK) stored[name] = (shown ?? '') as string;
			}
			form = undefined;
			look();
		},

		/** A process calls WeCom for a corp. */
		start(
			process: number,
			corp: Corp,
			send: (keeper: TokenKeeper, context: IExecuteFunctions) => Promise<unknown>,
		): Call {
			const call: Call = {};
			calls.push(call);
			const context = contextOf(corp) as unknown as IExecuteFunctions;
			void send(processes[process]!.keeper, context).then(
				() => (call.result = 'ok'),
				(error: unknown) => {
					call.result = error as Error;
					const ticket = storedTicket();
					if (ticket && isAlive(ticket)) never('a call fails though a living ticket is stored');
				},
			);
			return call;
		},

		/** All that is under way comes to its end. */
		finish: async () => await time.finish(() => violations.length === 0),
	};
	return world;
}
