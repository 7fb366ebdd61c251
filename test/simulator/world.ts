import type { Corp, Settings, State, Suite } from './types';

/** What every part of the simulator shares. */
export interface World {
	corp: Corp;
	state: State;
	settings: Settings;
	now(): number;
	/** Where the simulator itself is; known once it listens. */
	origin: string;
}

export const defaultSettings: Settings = {
	tokenLifeSeconds: 7200,
	suiteTicketLifeSeconds: 1800,
	wrongSecretLimit: 5,
	banSeconds: 3600,
	welcomeCodeSeconds: 20,
	callbackTimeoutMs: 5000,
	verifyTimeoutMs: 1000,
	redeliverDelayMs: 1000,
	callbackAttempts: 3,
	contactWayLimit: 500_000,
	tempContactWaysPerDay: 100_000,
	headcountLimit: 200,
};

/** The made-up corp. Nothing here opens anything but the simulator. */
export const defaultCorp: Omit<Corp, 'apps' | 'suite'> = {
	corpId: 'ww5c1f0a7e2b9d4863',
	secret: 'SimulatedAppSecret-abcdefghijklmnopqrstuvwx',
	agentId: 1000002,
	callbackToken: 'SimulatedCallbackToken',
	encodingAesKey: 'SimulatedEncodingAesKey0123456789abcdefghij',
	isMedical: true,
	hasDeveloperAccount: true,
};

/** The made-up provider's suite in that corp. */
export const defaultSuite: Suite = {
	suiteId: 'ww7a3d5e9b1c2f4068',
	suiteSecret: 'SimulatedSuiteSecret-abcdefghijklmnopqrstuv',
	suiteTicket: 'SimulatedSuiteTicket-1',
	permanentCode: 'SimulatedPermanentCode-abcdefghijklmnopqrst',
	app: {
		name: 'suite',
		agentId: 1000100,
		secret: '',
		customerContact: true,
		kind: 'thirdParty',
	},
};

export const emptyState = (): State => ({
	members: new Map(),
	customers: new Map(),
	relations: [],
	departments: new Map(),
	groupChats: new Map(),
	otherContacts: [],
	welcomeCodes: new Map(),
	welcomeMessages: [],
	contactWays: new Map(),
	closingMessages: [],
	tokens: [],
	suiteTickets: [],
	suiteTokens: [],
	media: new Map(),
	tagIds: new Set(),
	kfIds: new Set(),
	tmpExternalUsers: new Map(),
	parents: new Map(),
	miniprograms: new Set(),
	cursors: new Map(),
	wrongSecrets: { inARow: 0, bannedUntil: 0 },
});

/** All applications that a corp has, the suite's among them. */
export const appsOf = ({ apps, suite }: Corp) => [...apps, suite.app];

/** Seconds since the epoch, as WeCom writes times. */
export const seconds = (world: World) => Math.floor(world.now() / 1000);
