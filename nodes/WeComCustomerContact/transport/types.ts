import type { IDataObject } from 'n8n-workflow';

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
	/** A write is not sent again when it is unknown whether WeCom took it. */
	access: 'read' | 'write';
	/** Number of the official page, for the link in errors. */
	doc?: number;
	/** A third-party app calls some endpoints with the token of its suite. */
	token?: 'suite';
	/** Codes that mean something other than a failure here: the answer comes back with its `errcode`. */
	tolerates?: readonly number[];
	/** Calls of this corp that may run at once, this one included. */
	width?: number;
	/** Goes before calls that wait for their turn. */
	urgent?: boolean;
	/** No retry starts after this time (milliseconds since 1970). */
	giveUpAt?: number;
}

/** What came of sending a request once. */
export type Outcome =
	| { kind: 'answer'; errcode: number; errmsg: string; body: IDataObject }
	/** `taken`: whether WeCom can have acted on the request. */
	| { kind: 'lost'; reason: string; taken: boolean; status?: number };
