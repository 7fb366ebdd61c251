// n8n-workflow's types refer to those of express, which it does not bring along: without this file, the trigger's
// request and response would be of type any. As much of them as the trigger uses.
declare module 'express' {
	import type { IncomingMessage, ServerResponse } from 'node:http';

	export interface Request extends IncomingMessage {
		query: Record<string, unknown>;
	}

	export interface Response extends ServerResponse {
		status(code: number): this;
		type(contentType: string): this;
		send(body: string): this;
	}
}
