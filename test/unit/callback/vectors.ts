import vectors from './fixtures/callback-vectors.json';

/** Published (and a few derived) callbacks: inputs and what they decrypt to. */
export const VECTORS = vectors;

export function vector(name: string): (typeof vectors)[number] {
	const found = vectors.find((candidate) => candidate.name === name);
	if (!found) throw new Error(`No vector called ${name}`);
	return found;
}
