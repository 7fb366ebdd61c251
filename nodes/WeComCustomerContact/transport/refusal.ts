import { say } from '../texts/say';

/** WeCom refused to hand out an access token. */
export interface Refusal {
	errcode: number;
	errmsg: string;
}

/** Thrown by the credential's preAuthentication; n8n shows its message in the credential's Test result. */
export class TokenRefused extends Error implements Refusal {
	constructor(
		message: string,
		readonly errcode: number,
		readonly errmsg: string,
	) {
		super(message);
	}
}

/** Finds the refusal in what n8n wrapped around it. By shape, as n8n may load the class twice. */
export function refusalIn(error: unknown): Refusal | undefined {
	for (let at = error, depth = 0; typeof at === 'object' && at !== null && depth < 5; depth++) {
		const { errcode, errmsg, cause } = at as Record<string, unknown>;
		if (typeof errcode === 'number') {
			return { errcode, errmsg: String(errmsg) };
		}
		at = cause;
	}
	return undefined;
}

/**
 * Thrown by the credential's authenticate when the stored token is of another app, or dead. n8n takes it for an
 * answer with HTTP status 401: it runs preAuthentication, stores the new token and sends the request after all.
 */
export class TokenOutdated extends Error {
	readonly response = { status: 401 };

	constructor() {
		super(say`The stored access token is of another app or has expired`);
	}
}
