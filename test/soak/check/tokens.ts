import type { JournalEntry } from '../../simulator/types';
import type { Facts, Findings } from '../facts';

/** For the way of an answer and of a call that is under way, on a busy machine. */
export const SLACK_MS = 2000;
const MOST_NAMED = 5;

const PATH = 'gettoken';
const tokenOf = ({ query }: JournalEntry) => query.access_token;
const isRefused = ({ errcode }: JournalEntry) => errcode === 40014 || errcode === 42001;
const answeredAt = ({ at, ms = 0 }: JournalEntry) => at + ms;

/**
 * No call begins with a token whose time is over, or that the same process has seen refused. A token that
 * WeCom takes back early may cost each process one round of refused calls.
 */
export const checkTokens = ({
	journal,
	expiries,
}: Pick<Facts, 'journal' | 'expiries'>): Findings => {
	const counts = {
		calls: 0,
		'calls refused for the token': 0,
		'calls with a dead token': 0,
		'tokens issued': expiries.size,
	};
	const problems: string[] = [];
	/** When a process first had an answer that refuses a token. */
	const seen = new Map<string, number>();
	for (const call of journal) {
		const token = tokenOf(call);
		if (call.path === PATH || token === undefined) continue;
		counts.calls += 1;
		const dead = [expiries.get(token), seen.get(`${call.userAgent} ${token}`)].filter(
			(time) => time !== undefined,
		);
		const late = call.at - Math.min(...dead);
		if (late > SLACK_MS) {
			counts['calls with a dead token'] += 1;
			if (problems.length < MOST_NAMED) {
				problems.push(`${call.userAgent} called ${call.path} with a token dead for ${late} ms`);
			}
		}
		if (!isRefused(call)) continue;
		counts['calls refused for the token'] += 1;
		const key = `${call.userAgent} ${token}`;
		if (call.status === 200) seen.set(key, Math.min(seen.get(key) ?? Infinity, answeredAt(call)));
	}
	return { problems, counts };
};
