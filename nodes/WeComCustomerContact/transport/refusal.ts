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
