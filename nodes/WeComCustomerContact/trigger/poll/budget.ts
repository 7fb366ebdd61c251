// WeCom allows a corp 150,000 calls of one API in an hour: https://developer.work.weixin.qq.com/document/path/90312
// A third of it, for all calls of a corp's new customer triggers in this process together: what is there at first, and
// what comes in an hour. The rest, up to 50,000, is for what is under way when nothing is left.

const AT_FIRST = 8_000;
const AN_HOUR = 40_000;
const HOUR = 60 * 60 * 1000;

/** How many calls the polls of each corp may still make. */
export interface Budget {
	/** Whether the next member may be looked at; what is begun is brought to its end. */
	isLeft(corp: string): boolean;
	spend(corp: string): void;
}

/** The clock (milliseconds) is a parameter for tests. */
export function createBudget(now: () => number = Date.now): Budget {
	const left = new Map<string, { calls: number; at: number }>();
	const look = (corp: string) => {
		const { calls, at } = left.get(corp) ?? { calls: AT_FIRST, at: now() };
		const came = (Math.max(0, now() - at) / HOUR) * AN_HOUR;
		const entry = { calls: Math.min(AT_FIRST, calls + came), at: now() };
		left.set(corp, entry);
		return entry;
	};
	return {
		isLeft: (corp) => look(corp).calls >= 1,
		spend: (corp) => {
			look(corp).calls -= 1;
		},
	};
}
