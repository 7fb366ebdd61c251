import { itemsOf, type Execution } from '../../n8n/driver';
import type { Facts, Findings } from '../facts';
import { TRIGGER } from '../workflows';
import { isWithin } from './spans';

const codeOf = (execution: Execution) =>
	itemsOf(execution, TRIGGER)[0]?.json.welcome_code as string | undefined;

/**
 * An execution that begins after the credential was saved sends as the app of the new secret, and with a
 * wrong secret as none; and the Test button judges what the credential holds.
 */
export const checkTenant = ({
	journal,
	welcomes,
	editions,
	presses,
}: Pick<Facts, 'journal' | 'welcomes' | 'editions' | 'presses'>): Findings => {
	const problems: string[] = [];
	const apps = new Set(editions.map(({ app }) => app));
	const begun = new Map(
		welcomes.map((execution) => [codeOf(execution), Date.parse(String(execution.startedAt))]),
	);
	let judged = 0;
	for (const { path, at, body, token } of journal) {
		if (path !== 'externalcontact/send_welcome_msg' || !apps.has(token)) continue;
		const from = begun.get((body as { welcome_code?: string }).welcome_code);
		if (from === undefined) continue;
		const edition = editions.find((candidate) => isWithin({ from, to: at }, candidate));
		if (!edition) continue;
		judged += 1;
		if (edition.app !== token) {
			problems.push(`${path} as ${token}, though the credential was for ${edition.app ?? 'none'}`);
		}
	}
	for (const press of presses) {
		const edition = editions.find((candidate) => isWithin(press, candidate));
		if (edition && !edition.app && press.accepted) problems.push('Test accepted a wrong secret');
		if (edition?.app && press.message.includes('40001')) {
			problems.push(`Test refused a right secret: ${press.message}`);
		}
	}
	return {
		problems,
		counts: {
			'messages judged by app': judged,
			'Test pressed': presses.length,
			'Test accepted': presses.filter(({ accepted }) => accepted).length,
		},
	};
};
