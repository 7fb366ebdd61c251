import { setTimeout as sleep } from 'node:timers/promises';

/** Looks ten times a second until there is something, for so many seconds. */
export const poll = async <T>(
	what: string,
	seconds: number,
	look: () => Promise<T | undefined>,
): Promise<T> => {
	const deadline = Date.now() + seconds * 1000;
	for (;;) {
		const found = await look();
		if (found !== undefined) return found;
		if (Date.now() > deadline) throw new Error(`No ${what} within ${seconds} s`);
		await sleep(100);
	}
};
