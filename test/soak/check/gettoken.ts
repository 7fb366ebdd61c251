import type { JournalEntry } from '../../simulator/types';
import type { Facts, Findings } from '../facts';
import { grouped } from './grouped';

const PROCESSES = 2;
const WINDOW_MS = 30_000;
const MOST_IN_WINDOW = 2;

const failed = ({ errcode }: JournalEntry) => errcode !== 0;

/** The most of these times that lie within one window, and where that window begins. */
const densest = (times: readonly number[]) => {
	let most = { count: 0, from: 0 };
	times.forEach((from, index) => {
		const end = times.findIndex((time) => time >= from + WINDOW_MS);
		const count = (end < 0 ? times.length : end) - index;
		if (count > most.count) most = { count, from };
	});
	return most;
};

/**
 * Tokens are fetched because one is needed, not because many wait for it: once for each token and process,
 * and for each press of Test. A secret that fails is not asked about more than twice in half a minute.
 */
export const checkGettoken = ({
	journal,
	expiries,
	presses,
	editions,
}: Pick<Facts, 'journal' | 'expiries' | 'presses' | 'editions'>): Findings => {
	const problems: string[] = [];
	const asked = journal.filter(({ path }) => path === 'gettoken');
	const granted = asked.filter((call) => !failed(call)).length;
	const least = expiries.size + presses.filter(({ accepted }) => accepted).length;
	const most = expiries.size * PROCESSES + presses.length + editions.length;
	if (granted > most) problems.push(`${granted} tokens fetched, ${most} would have been plenty`);

	const byCause = grouped(asked.filter(failed), (call) =>
		[call.userAgent, call.query.corpsecret, call.errcode ?? call.status].join(' '),
	);
	for (const calls of byCause.values()) {
		const { count, from } = densest(calls.map(({ at }) => at));
		const pressed = presses.filter((press) => press.to >= from && press.from < from + WINDOW_MS);
		if (count > MOST_IN_WINDOW + pressed.length) {
			const [{ userAgent, errcode, status } = asked[0]!] = calls;
			problems.push(
				`${userAgent} asked ${count} times in 30 s for a token, each time refused (${errcode ?? `HTTP ${status}`})`,
			);
		}
	}
	return {
		problems,
		counts: {
			gettoken: asked.length,
			'gettoken granted': granted,
			'gettoken needed at least': least,
		},
	};
};
