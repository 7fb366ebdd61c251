/** Numbers from 0 to 1 that depend on nothing but the seed (mulberry32). */
export const randomFrom = (seed: number) => {
	let state = seed;
	const next = () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
	const between = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
	return { between, oneOf: <T>(choices: readonly T[]) => choices[between(0, choices.length - 1)]! };
};

export type Random = ReturnType<typeof randomFrom>;
