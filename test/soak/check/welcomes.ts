import { itemsOf, type Execution } from '../../n8n/driver';
import type { JournalEntry } from '../../simulator/types';
import type { Facts, Findings } from '../facts';
import { WELCOME } from '../workflows';
import { counter } from './counter';
import { grouped } from './grouped';
import { reasonOf } from './reason';
import { metAnOutage, wasCutOff } from './spans';
import { executionsByCustomer } from './whose';

// Compares what WeCom has in its books about new customers with what the workflow was told.

type Known = Pick<Facts, 'journal' | 'welcomeMessages' | 'scans' | 'welcomes' | 'outages'>;
type Claim = 'sent' | 'sent, perhaps' | 'unknown' | 'not sent' | 'cut off' | 'nothing';

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
const leftDoubt = ({ errcode, status }: JournalEntry) =>
	errcode === -1 || errcode === undefined || status !== 200;

/** What the executions say about their welcome messages is true. */
export const checkWelcomes = (facts: Known): Findings => {
	const problems: string[] = [];
	const { counts, count } = counter();
	const byCustomer = executionsByCustomer(facts.scans, facts.welcomes);
	const messages = grouped(facts.welcomeMessages, ({ externalUserId }) => externalUserId);
	const sendings = grouped(facts.journal.filter(isSending), codeIn);

	for (const { externalUserId, welcomeCode = '' } of facts.scans) {
		const own = byCustomer.get(externalUserId) ?? [];
		const arrived = messages.get(externalUserId)?.length ?? 0;
		if (arrived > 1) problems.push(`${externalUserId} got ${arrived} welcome messages`);
		if (arrived > 0 && own.length === 0) problems.push(`${externalUserId} was welcomed by nobody`);

		const claims = own.map(claimOf);
		const byAnother = claims.some((claim) => claim !== 'not sent');
		const inDoubt = (sendings.get(welcomeCode) ?? []).some(leftDoubt);
		own.forEach((execution, index) => {
			const claim = claims[index]!;
			const isFalse: Record<Claim, boolean> = {
				sent: arrived !== 1,
				'sent, perhaps': !inDoubt,
				unknown: !inDoubt,
				'not sent': arrived > 0 && !byAnother,
				'cut off': !metAnOutage(execution, facts),
				nothing: true,
			};
			count(`said "${claim}"`);
			if (claim === 'unknown' || claim === 'sent, perhaps') {
				count(`${claim}, ${arrived > 0 ? 'arrived' : 'did not arrive'}`);
			}
			if (claim === 'not sent') count(`not sent: ${reasonOf(execution)}`);
			if (isFalse[claim]) {
				problems.push(
					`${externalUserId}: execution ${execution.id} said "${claim}", arrived: ${arrived}`,
				);
			}
		});
	}
	return { problems, counts };
};
