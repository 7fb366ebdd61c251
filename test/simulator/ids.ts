import { randomBytes } from 'node:crypto';

/** A made-up id that looks like WeCom's: a prefix and letters, digits, `-` and `_`. */
export const newId = (prefix: string, bytes = 21) =>
	`${prefix}${randomBytes(bytes).toString('base64url')}`;
