import { createHash, randomBytes } from 'node:crypto';

/** A made-up id that looks like WeCom's: a prefix and letters, digits, `-` and `_`. */
export const newId = (prefix: string, bytes = 21) =>
	`${prefix}${randomBytes(bytes).toString('base64url')}`;

/** An id that follows from others: the same for the same parts. */
export const hashed = (prefix: string, ...parts: string[]) =>
	`${prefix}${createHash('sha256').update(parts.join('\n')).digest('base64url').slice(0, 28)}`;
