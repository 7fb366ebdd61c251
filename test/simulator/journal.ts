import type { JournalEntry } from './types';

const hidden = /token|secret|code|ticket/i;

const mask = (name: string, value: unknown): unknown =>
	hidden.test(name) && typeof value === 'string' ? `${value.slice(0, 4)}…` : value;

const bodyText = (body: unknown) =>
	typeof body === 'string' ? '(not JSON)' : JSON.stringify(body, mask);

/** One line about a request that is safe to print: tokens, secrets and codes are cut. */
export const journalLine = (entry: JournalEntry) => {
	const time = new Date(entry.at).toISOString().slice(11, 23);
	const query = Object.entries(entry.query)
		.filter(([name]) => name !== 'access_token' && name !== 'corpsecret')
		.map(([name, value]) => `${name}=${String(mask(name, value))}`)
		.join('&');
	const body = entry.body === undefined ? '' : ` ${bodyText(entry.body)}`;
	const result = entry.errcode === undefined ? `HTTP ${entry.status ?? 'dropped'}` : entry.errcode;
	return `${time} ${entry.method} ${entry.path}${query && `?${query}`}${body} → ${result} (${entry.token}, ${entry.ms} ms)`;
};
