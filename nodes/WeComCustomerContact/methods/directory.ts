import type { Source } from './types';

// What names departments and apps. The node has no operations for them.

/** All departments that the app may see. Third-party apps may not call it. */
export const DEPARTMENTS: Source = {
	method: 'GET',
	endpoint: '/cgi-bin/department/list',
	doc: 90208,
	access: 'read',
	records: 'department',
};

/** The same as IDs only, for all kinds of apps. */
export const DEPARTMENT_IDS: Source = {
	method: 'GET',
	endpoint: '/cgi-bin/department/simplelist',
	doc: 95350,
	access: 'read',
	records: 'department_id',
};

/** The app whose token it is. */
export const AGENTS: Source = {
	method: 'GET',
	endpoint: '/cgi-bin/agent/list',
	doc: 90227,
	access: 'read',
	records: 'agentlist',
};

/** The API may not be called at all, not with this secret, or not for these departments. */
export const NAMES_REFUSED = [48002, 48009, 60011];
