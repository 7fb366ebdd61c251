import type { Source } from './types';

// What names apps. The node has no operation for it.

/** The app whose token it is. */
export const AGENTS: Source = {
	method: 'GET',
	endpoint: '/cgi-bin/agent/list',
	doc: 90227,
	access: 'read',
	records: 'agentlist',
};
