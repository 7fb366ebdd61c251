import type { Facts, Findings, SentScan } from '../facts';
import { around } from './around';
import { counter } from './counter';
import { isOwed } from './owed';
import { overlap } from './spans';
import { executionsByCustomer } from './whose';

/** From here on an answer can only be the one at the deadline, given before n8n had stored anything. */
const DEADLINE_MS = 2900;

const attemptsOf = ({ delivery }: SentScan) =>
	delivery.attempts.map((attempt) => ({
		...attempt,
		from: attempt.startedAt,
		to: attempt.startedAt + attempt.ms,
	}));

/** Every event that n8n acknowledged has one execution. */
export const checkDeliveries = ({
	scans,
	welcomes,
	outages,
}: Pick<Facts, 'scans' | 'welcomes' | 'outages'>): Findings => {
	const problems: string[] = [];
	const { counts, count } = counter(
		'scans',
		'acknowledged',
		'acknowledged by an n8n that was starting',
		'acknowledged at the deadline, then cut off',
		'executions lost',
		'executions doubled',
		'doubled by a restart',
	);
	const byCustomer = executionsByCustomer(scans, welcomes);
	const mainOutages = outages.filter(({ process }) => process === 'main');

	for (const scan of scans) {
		const { externalUserId, delivery } = scan;
		const executions = byCustomer.get(externalUserId)?.length ?? 0;
		const attempts = attemptsOf(scan);
		const last = attempts.at(-1);
		const cutOff = attempts.filter((attempt) =>
			mainOutages.some((outage) => overlap(attempt, outage)),
		);
		count('scans');
		if (delivery.acknowledged) count('acknowledged');
		if (delivery.acknowledged && !isOwed(scan)) {
			count('acknowledged by an n8n that was starting');
		}

		if (last && isOwed(scan) && executions === 0) {
			if (last.ms >= DEADLINE_MS && cutOff.includes(last)) {
				count('acknowledged at the deadline, then cut off');
			} else {
				count('executions lost');
				const tries = attempts.map(({ from, ms }) => `${new Date(from).toISOString()} +${ms} ms`);
				const line = `${externalUserId} was acknowledged and has no execution (${tries.join()})`;
				problems.push([line, ...around(last, { outages, welcomes })].join('; '));
			}
		}
		if (executions > 1) {
			// Stored, but killed before the answer was out: only a memory that outlives n8n could tell.
			if (executions <= 1 + cutOff.length) count('doubled by a restart');
			else {
				count('executions doubled');
				problems.push(`${externalUserId} has ${executions} executions`);
			}
		}
	}
	const known = new Set(scans.map(({ externalUserId }) => externalUserId));
	for (const customer of byCustomer.keys()) {
		if (!known.has(customer)) problems.push(`an execution is about ${customer}, who never came`);
	}
	return { problems, counts };
};
