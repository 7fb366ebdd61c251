import { itemsOf, type Execution } from '../../n8n/driver';
import type { JournalEntry } from '../../simulator/types';
import type { Facts, Findings, SentScan } from '../facts';
import { TRIGGER, WELCOME } from '../workflows';
import { grouped } from './grouped';
import { metAnOutage, overlap, wasCutOff } from './spans';

// Compares what WeCom has in its books about new customers with what the workflow was told.

type Known = Pick<Facts, 'journal' | 'welcomeMessages' | 'scans' | 'welcomes' | 'outages'>;
type Claim = 'sent' | 'sent, perhaps' | 'unknown' | 'not sent' | 'cut off' | 'nothing';

/** n8n's web server says so with a 200 before it knows any workflow; WeCom takes that for an answer. */
const STARTING = 'n8n is starting up';
/** From here on an answer can only be the one at the deadline, given before n8n had stored anything. */
const DEADLINE_MS = 2900;

/** Of an execution that was cut off, the event may only be in the stored input. */
const customerOf = (execution: Execution) =>
	String(
		itemsOf(execution, TRIGGER)[0]?.json.externalUserId ??
			/"wm[\w-]+"/.exec(execution.stored)?.[0].slice(1, -1),
	);

/** What an execution says about its welcome message. */
const claimOf = (execution: Execution): Claim => {
	const word = itemsOf(execution, WELCOME)[0]?.json;
	if (word?.sent === true) return word.uncertain === true ? 'sent, perhaps' : 'sent';
	if (wasCutOff(execution)) return 'cut off';
	const { error } = execution.resultData;
	if (!error) return 'nothing';
	return error.description?.includes('It is unknown whether') ? 'unknown' : 'not sent';
};

const isSending = ({ path }: JournalEntry) => path === 'externalcontact/send_welcome_msg';
const codeIn = ({ body }: JournalEntry) => String((body as { welcome_code?: string }).welcome_code);

const attemptsOf = ({ delivery }: SentScan) =>
	delivery.attempts.map(({ startedAt, ms, ...attempt }) => ({
		...attempt,
		ms,
		from: startedAt,
		to: startedAt + ms,
	}));

/** Every acknowledged event has one execution, and its claim about the welcome message is true. */
export const checkWelcomes = (facts: Known): Findings => {
	const { journal, welcomeMessages, scans, welcomes } = facts;
	const problems: string[] = [];
	const counts: Record<string, number> = {
		scans: scans.length,
		acknowledged: 0,
		'acknowledged by an n8n that was starting': 0,
		'acknowledged at the deadline, then cut off': 0,
		'executions lost': 0,
		'executions doubled': 0,
		'doubled by a restart': 0,
	};
	const count = (name: string) => (counts[name] = (counts[name] ?? 0) + 1);
	const byCustomer = grouped(welcomes, customerOf);
	const messages = grouped(welcomeMessages, ({ externalUserId }) => externalUserId);
	const sendings = grouped(journal.filter(isSending), codeIn);
	const mainOutages = facts.outages.filter(({ process }) => process === 'main');

	for (const scan of scans) {
		const { externalUserId, welcomeCode = '', delivery } = scan;
		const own = byCustomer.get(externalUserId) ?? [];
		const arrived = messages.get(externalUserId)?.length ?? 0;
		const attempts = attemptsOf(scan);
		const last = attempts.at(-1);
		const cutOff = attempts.filter((attempt) =>
			mainOutages.some((outage) => overlap(attempt, outage)),
		);
		const unheard = delivery.acknowledged && last?.body?.includes(STARTING) === true;
		if (delivery.acknowledged) count('acknowledged');
		if (unheard) count('acknowledged by an n8n that was starting');

		if (delivery.acknowledged && !unheard && own.length === 0) {
			if (last && last.ms >= DEADLINE_MS && cutOff.includes(last)) {
				count('acknowledged at the deadline, then cut off');
			} else {
				count('executions lost');
				problems.push(`${externalUserId} was acknowledged and has no execution`);
			}
		}
		if (own.length > 1) {
			// Stored, but killed before the answer was out: only a memory that outlives n8n could tell.
			if (own.length <= 1 + cutOff.length) count('doubled by a restart');
			else {
				count('executions doubled');
				problems.push(`${externalUserId} has ${own.length} executions`);
			}
		}
		if (arrived > 1) problems.push(`${externalUserId} got ${arrived} welcome messages`);
		if (arrived > 0 && own.length === 0) problems.push(`${externalUserId} was welcomed by nobody`);

		const claims = own.map(claimOf);
		const uncertainTry = (sendings.get(welcomeCode) ?? []).some(
			({ errcode, status }) => errcode === -1 || errcode === undefined || status !== 200,
		);
		own.forEach((execution, index) => {
			const claim = claims[index]!;
			count(`said "${claim}"`);
			if (claim === 'not sent') count(`not sent: ${execution.resultData.error?.message}`);
			const problem = (what: string) =>
				problems.push(`${externalUserId}: said "${claim}" (execution ${execution.id}), ${what}`);
			if (claim === 'unknown' || claim === 'sent, perhaps') {
				count(`${claim}, ${arrived > 0 ? 'arrived' : 'did not arrive'}`);
				if (!uncertainTry) problem('but every call had a clear answer');
			}
			if (claim === 'sent' && arrived !== 1) problem(`arrived: ${arrived}`);
			const byAnother = claims.some((other) => other !== 'not sent');
			if (claim === 'not sent' && arrived > 0 && !byAnother) problem(`arrived: ${arrived}`);
			if (claim === 'cut off' && !metAnOutage(execution, facts)) problem('but nothing was down');
			if (claim === 'nothing') problem(`arrived: ${arrived}`);
		});
	}
	const known = new Set(scans.map(({ externalUserId }) => externalUserId));
	for (const [customer, [execution]] of byCustomer) {
		if (known.has(customer)) continue;
		const { id, status, stored } = execution!;
		problems.push(
			`an execution is about ${customer}, who never came (${id}, ${status}, ${stored.length} characters)`,
		);
	}
	return { problems, counts };
};
