import type { IExecuteFunctions, IPollFunctions, IWebhookFunctions } from 'n8n-workflow';
import { CREDENTIAL } from '../transport/context';

type Context = IPollFunctions | IWebhookFunctions;

const MOST = 10_000;

/** Only what the same workflow was given counts, by the same credential: another workflow has not had the customer. */
const nameOf = (context: Context, relationKey: string) =>
	[context.getWorkflow().id, context.getNode().credentials?.[CREDENTIAL]?.id, relationKey].join(
		' ',
	);

/**
 * The relations that callback triggers have delivered in this process, the newest 10,000, by `relation_key`. They count in a
 * process that runs what it delivers itself: if that dies, it forgets them with what it died with. In queue mode workers run it.
 */
export function createDelivered() {
	const known = new Set<string>();
	let runs = false;
	return {
		/** Notes an execution that this process runs. */
		noteRun(context: IExecuteFunctions): void {
			// Others are run by n8n's main process in queue mode, too.
			if (context.getMode() === 'webhook') runs = true;
		},
		add(context: Context, relationKey: string): void {
			known.add(nameOf(context, relationKey));
			const [oldest] = known;
			if (oldest !== undefined && known.size > MOST) known.delete(oldest);
		},
		has: (context: Context, relationKey: string): boolean =>
			runs && known.has(nameOf(context, relationKey)),
	};
}

export const delivered = createDelivered();
