/** The items by what `keyOf` says of each. */
export const grouped = <T>(items: readonly T[], keyOf: (item: T) => string) => {
	const groups = new Map<string, T[]>();
	for (const item of items) {
		const group = groups.get(keyOf(item));
		if (group) group.push(item);
		else groups.set(keyOf(item), [item]);
	}
	return groups;
};
