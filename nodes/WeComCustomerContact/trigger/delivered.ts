import type { IPollFunctions, IWebhookFunctions } from 'n8n-workflow';
import { CREDENTIAL } from '../transport/context';

type Context = IPollFunctions | IWebhookFunctions;

const MOST = 10_000;

/** Only what the same workflow was given counts, by the same credential: another workflow has not had the customer. */
const nameOf = (context: Context, relationKey: string) =>
	[context.getWorkflow().id, context.getNode().credentials?.[CREDENTIAL]?.id, relationKey].join(
		' ',
	);

/** The relations that callback triggers have delivered in this process, the newest 10,000, by `relation_key`. */
export function createDelivered() {
	const known = new Set<string>();
	return {
		add(context: Context, relationKey: string): void {
			known.add(nameOf(context, relationKey));
			const [oldest] = known;
			if (oldest !== undefined && known.size > MOST) known.delete(oldest);
		},
		has: (context: Context, relationKey: string): boolean =>
			known.has(nameOf(context, relationKey)),
	};
}

export const delivered = createDelivered();
