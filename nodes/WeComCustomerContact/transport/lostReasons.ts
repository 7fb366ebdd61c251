import { say } from '../texts/say';

const REASONS: Readonly<Record<string, string>> = {
	ECONNREFUSED: say`the connection was refused`,
	ECONNRESET: say`the connection broke`,
	ENOTFOUND: say`there is no such host`,
	EAI_AGAIN: say`the name of the host could not be looked up`,
	ECONNABORTED: say`there was no answer in time`,
	ETIMEDOUT: say`there was no answer in time`,
};

/**
 * Why there was no answer, in words, by the code of the HTTP client's error: its message may hold the address with what
 * is secret in it.
 */
export function lostReason(error: unknown): string {
	const { cause, code } = error as { cause?: { code?: unknown }; code?: unknown };
	const name = String(cause?.code ?? code ?? '');
	if (/CERT|ALTNAME/.test(name)) return say`its certificate is not valid`;
	return REASONS[name] ?? say`there was no answer`;
}
