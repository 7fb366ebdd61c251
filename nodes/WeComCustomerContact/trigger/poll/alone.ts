/** Lets a job run unless one of the same name is under way: n8n polls again though the last poll goes on. */
export function createAlone() {
	const underWay = new Set<string>();
	return async <T>(name: string, job: () => Promise<T>): Promise<T | undefined> => {
		if (underWay.has(name)) return undefined;
		underWay.add(name);
		try {
			return await job();
		} finally {
			underWay.delete(name);
		}
	};
}
