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

/** An operation as data, with its own way to its items, or one that takes all input items at once. */
export type Operation = Tabular | Custom | Together;

/** What every operation says of itself. */
interface Described {
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
	/**
	 * Of a write: what it did, in one past participle that its items have, `true` unless they say otherwise. What only
	 * starts a job has `started` until that is done.
	 */
	did?: string;
	/** What it did that to: names in its request that its items have, too. */
	ids?: readonly string[];
	/** WeCom may call back about it as if somebody had done it by hand; then the callback names `ids`. */
	echoes?: true;
	/** What to do about a code that means something else here than elsewhere: in place of what its text says. */
	fixes?: Readonly<Record<number, string>>;
	/** Codes by which WeCom refuses to do it a second time: used already, gone, canceled already. */
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
	/** Offers Return All and Limit although WeCom has no pages. */
	limitable?: boolean;
	/** One input item can give several that did not fail, although there are no pages, chunks or parts. */
	several?: true;
	/**
	 * Turns a record into its flat form: one level, lists of plain values. Offers the Simplify switch, off gives WeCom's
	 * own record. What reads details, or waits for a job, has it from the operation that answers those.
	 */
	simplify?: Simplify;
	/** The codes that its items have labels for, where nothing is to be simplified. */
	labels?: object;
	/**
	 * What `simplify` needs besides, such as the names behind IDs: the records with it. Only called when Simplify is on,
	 * with as many records as came at once; what an execution needs of it once, it has to keep.
	 */
	enrich?: (records: IDataObject[], call: Call) => Promise<IDataObject[]>;
	/**
	 * What items have besides, as they come out: names behind IDs. Not called when the user wants them as WeCom has them.
	 * Answers one for each, in their order.
	 */
	complete?: (items: IDataObject[], call: Call) => Promise<IDataObject[]>;
	/** Names of the node's outputs, when it has several of this operation; an item says to which one it goes. */
	outputs?: readonly string[];
	/** Rules that concern several fields: answers what is wrong, or nothing. */
	check?: (given: Given) => string | undefined;
	/** Codes that are no failure here, each with the answer it stands for. */
	tolerates?: Record<number, (body: IDataObject) => IDataObject>;
}

/** Turns a record into its flat form. */
export interface Simplify<G = Given> {
	(record: IDataObject, given: G): IDataObject;
	/** The codes that it writes labels for, when there are any. */
	codes?: object;
}

/** One endpoint of WeCom. Its phases, in their order: */
export interface Tabular extends Described {
	/** What is sent in place of what the fields gave, after reading what that takes. */
	prepare?: (call: Call) => Part | Promise<Part>;
	/** One request that WeCom takes in several, such as spans of time; read side by side unless there are pages. */
	requests?: (given: Given) => Part[];
	/** All pages make one record. */
	whole?: (pages: Page[]) => IDataObject;
	/** Where the records are in the answer (dotted); several records become several items. */
	records?: string;
	/**
	 * Which records are kept, where WeCom can't be asked for those alone; nothing when all are. Limit counts what is
	 * kept.
	 */
	keeps?: (given: Given) => ((record: IDataObject) => boolean) | undefined;
	/** The records are little more than IDs: what else there is to read of each. */
	details?: Details;
	/** Turns one record into the item a user sees. */
	shape?: (record: unknown, given: Given) => IDataObject;
	/** The items of an answer, where they take more than records. */
	items?: (answer: IDataObject, call: Call) => Output[] | Promise<Output[]>;
	/** WeCom only starts a job: whoever waits gets its result. */
	job?: Job;
	run?: never;
	together?: never;
}

/** An operation that doesn't fit the table brings its own way to get its items. */
export interface Custom extends Described {
	run: (call: Call) => AsyncIterable<Output[]>;
	together?: never;
}

/** What an operation sends depends on all input items: they are all read and checked before it sends anything. */
export interface Together extends Described {
	/**
	 * Gets the calls of the items that one app handles, in their order, and answers an output for each. What failed among
	 * others is a failed part; it throws only if nothing was done.
	 */
	together: (calls: Call[]) => Promise<Output[]>;
	run?: never;
}

/** What is sent instead of parts of the request. */
export type Part = Partial<WeComRequest>;

/** How the details of a list's records are read, several at a time. */
export interface Details {
	/** The operation that reads one; its output, shape and items apply. */
	of: Tabular;
	/** What it is sent for a record. */
	part: (record: unknown, given: Given) => Part;
	/** Whether the user wants details. Default: the switch Include Details is on. */
	wanted?: (given: Given) => boolean;
	/** The ID of a record, for the item of one that could not be read. */
	id: (record: unknown) => IDataObject;
	/** Codes of one that can't be shown, and why; without a reason WeCom's own. */
	gone: readonly number[];
	reason?: string;
}

/** A job that WeCom works on by itself. */
export interface Job {
	/** Its ID in the answer. */
	id: string;
	/** The operation that tells how it stands; its items have `done`, and `failed` with a code. */
	result: Tabular;
	part: (id: string) => Part;
	/** Seconds to wait unless the user says otherwise. */
	maxWait: number;
	/** What to say when its result can't be read: starting it again may be wrong. */
	unread?: (id: string, reason: string) => ProblemText;
	/** What to say when it is not done in time; without it the item says so. */
	unfinished?: (id: string) => ProblemText;
}

interface ProblemText {
	message: string;
	description: string;
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
	/**
	 * Unless told otherwise, the value is that of the item that comes in. As an AI tool there is no such item: then
	 * the property's own default applies.
	 */
	chained?: Chained;
	/** Makes no sense for an AI model: not there when the node is its tool. */
	notAsTool?: true;
	/** Under Update Fields: WeCom has no way to clear it, so it may not be empty there. */
	keepsWhenEmpty?: true;
}

/** Where a field finds its value in the item that comes in. */
export interface Chained {
	key: string;
	/** Which steps give it: said when the item has none. */
	hint: string;
}

/** The values of an item's fields by parameter name, converted and checked; one without a value is absent. */
export type Values = Readonly<Record<string, unknown>>;

/** Answers what is wrong with a value, or nothing. */
export interface Check {
	(value: unknown): string | undefined;
	/** What it allows, for the documents. */
	readonly limit?: Limit;
}

/** Bounds of a text's length, of how many entries a list has, or of a number. */
export interface Limit {
	of: 'bytes' | 'characters' | 'entries' | 'number';
	least?: number;
	most?: number;
	/** Of each entry of a list. */
	each?: true;
}

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

/** How a long list of ids goes out in several calls, and how each id comes back. A record with a code failed. */
export interface Chunks {
	/** The list in the request's body, and the most ids WeCom takes at once. */
	list: string;
	max: number;
	/** Name of the id in the items of ids that failed. */
	as: string;
	/** Each id gets a record that repeats it under `as`: an id without one failed. */
	everyId?: true;
	/** WeCom only lists ids that failed: the others get a record with the id. */
	othersDone?: true;
	/** Where the answer lists ids that WeCom could not handle, or records of them with their codes (dotted). */
	failed?: string;
	/** What to say about an id that failed. */
	reason?: string;
}

/** How a list is read page by page. */
export interface Paging {
	/** Where a page's records are in the answer (dotted). */
	records: string;
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
	/** Index of the output it goes to; the first one unless told. */
	output?: number;
}

/** What the user gave for one input item. */
export interface Given {
	readonly values: Values;
	/** The request as built and checked from the values. */
	readonly asked: Readonly<BuiltRequest>;
	/** The request that was answered; before any was, the same. */
	readonly request: Readonly<BuiltRequest>;
	/** Most records wanted. */
	readonly limit: number;
	/** The workflow's. */
	readonly timeZone: string;
}

/** What an operation can use while it handles one input item. */
export interface Call extends Given {
	readonly context: IExecuteFunctions;
	readonly itemIndex: number;
	readonly operation: Operation;
	/** How many calls the item may have under way at once. */
	readonly width: number;
	/** One authenticated call of the operation's endpoint. */
	send(part?: Part): Promise<IDataObject>;
	/** One call of another operation, with all that belongs to that one. */
	invoke(other: Operation, part: Part): Promise<IDataObject>;
	/** Reads the pages of a list until its end. `records`: how many are wanted at most. */
	pages(paging: Paging, part?: Part, records?: number): AsyncIterable<Page>;
	/** The same of another operation. */
	pagesOf(other: Operation, part: Part, records?: number): AsyncIterable<Page>;
	problem(message: string, description?: string): NodeOperationError;
}

export interface Page {
	records: unknown[];
	answer: IDataObject;
}
