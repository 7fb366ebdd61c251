import type { IDataObject } from 'n8n-workflow';
import type { Dropped } from './limiter';

/** A file on its way to WeCom. */
export interface UploadFile {
	name: string;
	/** MIME type. */
	type: string;
	data: Buffer;
}

/** A file from WeCom, as it stands in the answer of a download. */
export interface DownloadedFile {
	data: Buffer;
	type: string;
	/** Size of the whole file in bytes where only a part was asked for. */
	total?: number;
	name?: string;
}

/**
 * What it does to send the same request twice: nothing, as it only reads; no more than once (the same end state); or
 * the same thing a second time. WeCom has no key by which it could tell a repeat.
 */
export type Access = 'read' | 'idempotent' | 'once';

/** One call of WeCom's API. */
export interface WeComRequest {
	method: 'GET' | 'POST';
	/** Path below the base URL, for example /cgi-bin/externalcontact/get */
	endpoint: string;
	query?: IDataObject;
	body?: IDataObject;
	/** Sent as a form instead of the body. */
	upload?: UploadFile;
	/** The answer is a file: it comes as `file`, a DownloadedFile, from this byte to that if told. */
	download?: { from?: number; to?: number };
	access: Access;
	/** Of requests that are sent once: how a user finds out whether WeCom carried one out. A sentence. */
	look?: string;
	/** What to do about a code that means something else here than elsewhere. */
	fixes?: Readonly<Record<number, string>>;
	/** Codes by which WeCom refuses to do an idempotent write that it has done. */
	doneAlready?: readonly number[];
	/** What a callback names of this write, if WeCom calls back as if somebody had made it by hand. */
	echo?: readonly string[];
	/** Number of the official page, for the link in errors. */
	doc?: number;
	/** A third-party app calls some endpoints with the token of its suite. */
	token?: 'suite';
	/** Codes that mean something other than a failure here: the answer comes back with its `errcode`. */
	tolerates?: readonly number[];
	/** Calls of this execution that may run at once. */
	width?: number;
	/** Does not wait for the turn of other calls than urgent ones. */
	urgent?: boolean;
	/** It is not sent, nor sent again, after this time (milliseconds since 1970). */
	giveUpAt?: number;
	/** How long its answer is waited for, in milliseconds; 30 seconds unless told, two minutes for files. */
	timeout?: number;
}

/** What came of sending a request once. */
export type Outcome =
	| {
			kind: 'answer';
			errcode: number;
			errmsg: string;
			body: IDataObject;
			/** Too many calls: since when WeCom refuses the API, and when it will be called again. */
			blocked?: { since: number; until: number };
	  }
	/** No answer of WeCom. `taken`: whether it can have acted on the request; `final`: no use in trying again. */
	| { kind: 'lost'; reason: string; taken: boolean; final?: boolean }
	| Dropped;
