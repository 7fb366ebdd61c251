const NO_WORDS = '';

/** What an operation says of itself that others use and the editor does not offer. */
export const UNLISTED = {
	name: NO_WORDS,
	value: NO_WORDS,
	action: NO_WORDS,
	description: NO_WORDS,
} as const;
