import type {
	IBinaryKeyData,
	IDataObject,
	IExecuteFunctions,
	INodeProperties,
	NodeOperationError,
} from 'n8n-workflow';
import type { Access, WeComRequest } from '../transport/types';

/** A group of operations: one entry of the Resource dropdown, one file in `resources/`. */
export interface Resource {
	name: string;
	value: string;
	/** What it is about, with WeCom's Chinese term. */
	description: string;
	operations: Operation[];
}

/** One endpoint of WeCom, or one job made of several, as data. */
export interface Operation {
	name: string;
	value: string;
	/** What n8n's node panel shows, for example "Get a customer". */
	action: string;
	description: string;
	method: 'GET' | 'POST';
	endpoint: string;
	/** Number of the official page: https://developer.work.weixin.qq.com/document/path/<doc> */
	doc: number;
	/** What it does to run it twice: decides what may be repeated, and run side by side. */
	access: Access;
	/**
	 * How to find out whether WeCom carried it out, when that is unknown: a sentence that names the operation to look
	 * with. Every operation that goes out once has it.
	 */
	look?: string;
	/** Codes by which WeCom refuses to do it a second time: used already, gone, cancelled already. */
	doneAlready?: readonly number[];
	fields: Field[];
	/** Its calls go before those of other operations. */
	urgent?: true;
	/** Which token the endpoint wants; default: the corp's access token. */
	token?: WeComRequest['token'];
	/** Set when the request has a list that WeCom limits: a longer one goes out in several calls. */
	chunks?: Chunks;
	/** Set when WeCom spreads the answer over pages. */
	paging?: Paging;
	/** Offers Return All and Limit although a `run` of its own does the paging. */
	limitable?: boolean;
	/** Where the records are in the answer (dotted); several records become several items. */
	output?: string;
	/** Turns one record into the item a user sees. */
	shape?: (record: unknown, call: Call) => IDataObject;
	/** Turns a record into its short form; offers the Simplify switch. */
	simplify?: (record: IDataObject) => IDataObject;
	/** Rules that concern several fields: answers what is wrong, or nothing. */
	check?: (request: BuiltRequest, call: Call) => string | undefined;
	/** Codes that are no failure here, each with the answer it stands for. */
	tolerates?: Record<number, (body: IDataObject) => IDataObject>;
	/** An operation that doesn't fit the table brings its own way to get its items. */
	run?: (call: Call) => AsyncIterable<Output[]>;
}

/** One parameter: what the editor shows and where its value goes. */
export interface Field {
	property: INodeProperties;
	/**
	 * Place in the query (GET) or body (POST), dotted for nested objects; absent: not sent; empty: the value's
	 * own fields stand there. Lists for the same place add up.
	 */
	to?: string;
	/** Where it goes when not by the method's default. */
	in?: 'query' | 'body';
	/** Collection of optional fields that the parameter stands in. */
	group?: keyof typeof GROUPS;
	/** Turns the user's value into what WeCom wants; throws InputProblem on what it can't use. */
	as?: (value: unknown, label: string, timeZone?: string) => unknown;
	/** Limits of the converted value; each answers what is wrong, or nothing. */
	checks?: Check[];
	/** Says whom the operation reaches: an expression that gives nothing must not make it everybody. */
	narrows?: true;
	/** Under Update Fields: WeCom has no way to clear it, so it may not be empty there. */
	keepsWhenEmpty?: true;
}

/** The values of an item's fields by parameter name, converted and checked; one without a value is absent. */
export type Values = Readonly<Record<string, unknown>>;

export type Check = (value: unknown) => string | undefined;

export const GROUPS = {
	additionalFields: { displayName: 'Additional Fields', placeholder: 'Add Field' },
	updateFields: {
		displayName: 'Update Fields',
		placeholder: 'Add Field',
		description:
			'Only the fields that you add are changed. A text or list that you add and leave empty is sent empty, which clears it, although WeCom documents that for few fields; what cannot be cleared is refused.',
	},
	filters: { displayName: 'Filters', placeholder: 'Add Filter' },
	options: { displayName: 'Options', placeholder: 'Add option' },
} as const;

/** How a long list of ids goes out in several calls, and how each id comes back. */
export interface Chunks {
	/** The list in the request's body, and the most ids WeCom takes at once. */
	list: string;
	max: number;
	/** Name of the id in the items of ids that failed. */
	as: string;
	/** Each id gets a record that repeats it under `as`: an id without one failed. */
	everyId?: true;
	/** Where the answer lists ids that WeCom could not handle (dotted). */
	failed?: string;
	/** What to say about an id that failed. */
	reason?: string;
}

/** How a list is read page by page. */
export interface Paging {
	/** Where a page's records are in the answer (dotted). */
	items: string;
	/** Page size: its name in the request and the most WeCom allows. */
	size?: { to: string; max: number };
	/** Name of the cursor in the request; default `cursor`. */
	cursor?: string;
	/** Reads the next cursor from an answer; nothing means the end. Default: `next_cursor`. */
	next?: (answer: IDataObject) => string | number | undefined;
}

export interface BuiltRequest {
	query: IDataObject;
	body: IDataObject;
}

/** One item of a node's output before n8n's pairing. */
export interface Output {
	json: IDataObject;
	binary?: IBinaryKeyData;
}

/** What an operation can use while it handles one input item. */
export interface Call {
	context: IExecuteFunctions;
	itemIndex: number;
	operation: Operation;
	/** The request as built and checked from the item's parameters. */
	request: BuiltRequest;
	/** Whether WeCom may have done at an earlier try what it refused to do again: the item says so. */
	uncertain: boolean;
	/** How many calls the item may have under way at once. */
	width: number;
	/** Most records wanted by the user. */
	limit: number;
	values: Values;
	/** One authenticated call of the operation's endpoint, or of another one. */
	send(overrides?: Partial<WeComRequest>): Promise<IDataObject>;
	/** Reads the pages of a list until its end. `records`: how many are wanted at most. */
	pages(paging: Paging, overrides?: Partial<WeComRequest>, records?: number): AsyncIterable<Page>;
	problem(message: string, description?: string): NodeOperationError;
}

export interface Page {
	records: unknown[];
	answer: IDataObject;
}
