import type { WireFields } from './wire';

/** How a wire value becomes an output value; see `toEvent`. */
export type FieldKind =
	| 'string'
	| 'integer'
	/** `Item` elements. */
	| 'list'
	/** One text with commas between. */
	| 'commaList'
	| 'commaIntegers'
	/** Parts, under WeCom's names. */
	| 'parts'
	/** What was chosen in a card, by question. */
	| 'selections'
	| 'isoTime'
	| 'welcomeExpiry';

/**
 * One value of an event: where it stands in the callback and what it is called in the output, which is WeCom's REST name
 * of the same thing where there is one.
 */
export interface EventField {
	wire: string;
	name: string;
	kind: FieldKind;
	description: string;
	/** Left out of the output when WeCom sends nothing; other fields are always there. */
	optional?: true;
	/** Whether a callback has this value, where others have a second one under the same wire name. */
	only?: (fields: WireFields) => boolean;
}

/** Which kinds of app WeCom sends an event to. */
export type AppKind = 'selfBuilt' | 'delegated' | 'thirdParty' | 'directorySync';

/** The outputs of the trigger by group, in their order: see `OUTPUTS` before touching them. */
export const EVENT_GROUPS = [
	'Customers',
	'Group Chats',
	'Tags',
	'Customer Acquisition',
	'App',
	'Directory',
] as const;

/** One event WeCom can send, as documented at developer.work.weixin.qq.com/document/path/<doc>. */
export interface EventEntry {
	/** The option value of the trigger's "Trigger On", and `event_type` in the output. */
	value: string;
	name: string;
	description: string;
	chineseName: string;
	/** The output it comes from when the trigger has one for each group. */
	group: (typeof EVENT_GROUPS)[number];
	event: string;
	changeType?: string;
	fields: readonly EventField[];
	doc: number;
	apps: readonly AppKind[];
}

export const ALL_APPS = ['selfBuilt', 'delegated', 'thirdParty'] as const;
export const SUITES = ['thirdParty', 'delegated'] as const;
export const THIRD_PARTY = ['thirdParty'] as const;
