import { randomUUID } from 'node:crypto';
import { settled } from './publication';
import type { Rest } from './rest';

export interface WorkflowNode {
	id?: string;
	name: string;
	type: string;
	typeVersion: number;
	position: [number, number];
	parameters: Record<string, unknown>;
	webhookId?: string;
	credentials?: Record<string, { id: string; name: string }>;
	[setting: string]: unknown;
}

export interface Workflow {
	name: string;
	nodes: WorkflowNode[];
	connections: Record<string, unknown>;
	settings?: Record<string, unknown>;
}

export type StoredWorkflow = Workflow & { id: string; versionId: string };

export interface Credential {
	id: string;
	name: string;
	type: string;
	data: Record<string, unknown>;
}

/** What can be created in a running n8n, and started. */
export const workflowCalls = (rest: Rest) => ({
	createCredential: async (type: string, name: string, data: Credential['data']) => {
		const { id } = await rest<{ id: string }>('POST', '/rest/credentials', { name, type, data });
		return { id, name, type, data };
	},

	/** What saving the credential in the editor does. */
	updateCredential: async ({ id, name, type }: Credential, data: Credential['data']) => {
		await rest('PATCH', `/rest/credentials/${id}`, { name, type, data });
		return { id, name, type, data };
	},

	/** What the credential's Test button does. */
	testCredential: (credential: Credential) =>
		rest<{ status: 'OK' | 'Error'; message: string }>('POST', '/rest/credentials/test', {
			credentials: credential,
		}),

	/** The same in the editor of the stored credential, which shows no secret; n8n fills them in. */
	testStored: async ({ id, name, type }: Credential) => {
		const shown = await rest<Credential>('GET', `/rest/credentials/${id}?includeData=true`);
		return await rest<{ status: 'OK' | 'Error'; message: string }>(
			'POST',
			'/rest/credentials/test',
			{ credentials: { id, name, type, data: shown.data } },
		);
	},

	createWorkflow: ({ name, nodes, connections, settings = {} }: Workflow) =>
		rest<StoredWorkflow>('POST', '/rest/workflows', {
			name,
			nodes: nodes.map((node) => ({ id: randomUUID(), ...node })),
			connections,
			settings,
		}),

	/** Publishes a workflow: its webhooks answer when this returns, and its other triggers are on. */
	activate: async ({ id, versionId }: StoredWorkflow) => {
		await rest('POST', `/rest/workflows/${id}/activate`, { versionId });
		await settled(rest, id);
	},

	/** Waits for a workflow that the editor has published. */
	waitForPublication: (id: string) => settled(rest, id),

	/** Unpublishes a workflow: its webhooks are gone when this returns. */
	deactivate: async ({ id }: StoredWorkflow) => {
		await rest('POST', `/rest/workflows/${id}/deactivate`);
		await settled(rest, id);
	},

	/** Runs a workflow from one of its triggers, as the editor does; answers the execution's id. */
	runManually: async (workflow: StoredWorkflow, triggerName: string) => {
		const { executionId } = await rest<{ executionId: string }>(
			'POST',
			`/rest/workflows/${workflow.id}/run`,
			{ workflowData: workflow, triggerToStartFrom: { name: triggerName } },
		);
		return executionId;
	},
});

/** The same workflow with this credential in every node of the package that the credential is for. */
export const withCredential = (workflow: Workflow, typePrefix: string, credential: Credential) => ({
	...workflow,
	nodes: workflow.nodes.map((node) =>
		node.type.startsWith(typePrefix)
			? {
					...node,
					credentials: { [credential.type]: { id: credential.id, name: credential.name } },
				}
			: node,
	),
});
