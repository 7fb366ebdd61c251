import { say } from '../../texts/say';

/** A file that can't be had; the message says why, and holds nothing of the address but its host. */
export class WebProblem extends Error {}

export const privateProblem = ({ host }: URL) =>
	new WebProblem(
		say`${host} is, or leads to, an address of a private network, which could give away what is inside. If that is meant, turn on "Allow Private Addresses" in the credential`,
	);

/** Whether n8n's protection of private addresses refused. */
export function isBlocked(error: unknown): boolean {
	const { name, cause } = error as { name?: unknown; cause?: { name?: unknown } };
	return [name, cause?.name].some((one) => String(one).startsWith('SsrfBlocked'));
}
