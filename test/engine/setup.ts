import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { Simulator } from '../simulator';
import { createN8n, type NodeRunOptions } from './harness';

export type N8n = ReturnType<typeof createN8n>;

/** One more app of the corp, for `startSimulator`: an ordinary one, or a delegated one. */
export const OTHER_APP = {
	name: 'other',
	agentId: 1000005,
	secret: 'secret-of-the-other-app',
	customerContact: true,
};
export const DELEGATED_APP = { ...OTHER_APP, kind: 'delegated' } as const;

/** An n8n with the credential of the corp's app, or of the app whose secret is given. */
export const n8nOf = ({ corp, url }: Simulator, corpSecret = corp.secret): N8n =>
	createN8n({ baseUrl: url, corpId: corp.corpId, corpSecret });

/** An n8n with the credential of the provider's suite. */
export const n8nOfSuite = ({ corp, url: baseUrl }: Simulator): N8n =>
	createN8n({ baseUrl, appType: 'thirdParty', authCorpId: corp.corpId, ...corp.suite });

/** An entry picked in a list of the editor. */
export const picked = (value: unknown, mode = 'id') => ({
	__rl: true as const,
	mode,
	value: String(value),
});

/**
 * Runs operations in the n8n that a test has at that moment. They are named `<resource>.<operation>`, or without the
 * resource where it is the one given here.
 */
export function operationsIn(n8n: () => N8n, resource = '') {
	const attempt = async (
		name: string,
		parameters: INodeParameters = {},
		more: Omit<NodeRunOptions, 'parameters'> = {},
	) => {
		const [operation, owner] = name.split('.').reverse();
		const own = { resource: owner ?? resource, operation: operation! };
		return await n8n().run({ parameters: { ...own, ...parameters }, ...more });
	};
	type Asked = Parameters<typeof attempt>;
	return {
		attempt,
		/** What comes out of one that works. */
		run: async (...asked: Asked): Promise<IDataObject[]> => {
			const { items, error } = await attempt(...asked);
			expect(error?.message).toBeUndefined();
			return items.map(({ json }) => json);
		},
		/** Why one can't be done. */
		refusal: async (...asked: Asked): Promise<string> => (await attempt(...asked)).error!.message,
	};
}
