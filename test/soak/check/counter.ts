/** Counts by name; those named at once begin with 0, so that a table shows them in any case. */
export const counter = (...names: string[]) => {
	const counts: Record<string, number> = Object.fromEntries(names.map((name) => [name, 0]));
	const count = (name: string) => void (counts[name] = (counts[name] ?? 0) + 1);
	return { counts, count };
};
