import { fail } from '../errors';
import { string } from '../schema';
import { exchangePermanentCode, isTicket, issueSuiteToken } from '../suite';
import { endpoint } from './endpoint';

export const suiteEndpoints = [
	endpoint({
		method: 'POST',
		path: 'service/get_suite_token',
		token: 'none',
		bare: true,
		body: {
			suite_id: string({ required: true, missing: 41021 }),
			suite_secret: string({ required: true, missing: 41024 }),
			suite_ticket: string({ required: true, missing: 41023 }),
		},
		handle: ({ world, body }) => {
			const { suiteId, suiteSecret } = world.corp.suite;
			if (body.suite_id !== suiteId) return fail(40083);
			if (body.suite_secret !== suiteSecret) return fail(40080);
			return isTicket(world, body.suite_ticket) ? issueSuiteToken(world) : fail(40085);
		},
	}),
	endpoint({
		method: 'POST',
		path: 'service/get_corp_token',
		token: 'suite',
		bare: true,
		body: {
			auth_corpid: string({ required: true, missing: 41002 }),
			permanent_code: string({ required: true, missing: 41025 }),
		},
		handle: ({ world, body }) =>
			exchangePermanentCode(world, body.auth_corpid, body.permanent_code),
	}),
];
