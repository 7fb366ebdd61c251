import type { App } from '../../simulator';

/** A provider's application in the corp, as an addition to the first one. */
export const delegated: App = {
	name: 'delegated',
	agentId: 1000004,
	secret: 'delegated-secret',
	customerContact: true,
	kind: 'delegated',
};
