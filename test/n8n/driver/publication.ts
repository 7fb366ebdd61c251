import { poll } from './poll';
import type { Rest } from './rest';

interface Publication {
	status: 'in_progress' | 'published' | 'not_published' | 'partial' | 'failed';
	triggers: Array<{ status: string; errorMessage: string | null }>;
}

// A poll trigger polls before it is on.
const SECONDS = 120;

/**
 * Waits until n8n has done what publishing or unpublishing a workflow asked for, which n8n 2.40 and
 * later do after they answered; earlier ones are done by then and have no such status. Throws what
 * went wrong with a trigger.
 */
export const settled = async (rest: Rest, workflowId: string) => {
	const path = `/rest/workflows/${workflowId}/publication-status`;
	const publication = await poll('finished publication', SECONDS, async () => {
		const found = await rest<Publication>('GET', path).catch((error: unknown) => {
			if (/answered 404/.test(String(error))) return 'unknown' as const;
			throw error;
		});
		return found === 'unknown' || found.status !== 'in_progress' ? found : undefined;
	});
	if (publication === 'unknown') return;
	const failed = publication.triggers.filter(({ status }) => status === 'failed');
	if (failed.length > 0 || publication.status === 'failed') {
		const reasons = failed.map(({ errorMessage }) => errorMessage).join('; ');
		throw new Error(`n8n published the workflow in vain: ${reasons}`);
	}
};
