import { say } from './say';

/** What n8n wants to be read at every list of choices that is loaded. */
const CHOICE = {
	options: say`Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>`,
	multiOptions: say`Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>`,
};

/** The description of such a list: what it says of its own, then n8n's sentence. */
export function withChoice(type: keyof typeof CHOICE, description = ''): string {
	const own = description.replace(/[.。]$/, '');
	return own === '' ? CHOICE[type] : say`${own}. ${CHOICE[type]}.`;
}
