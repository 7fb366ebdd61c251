import type { ICredentialTestRequest } from 'n8n-workflow';
import { say } from '../texts/say';
import { ERROR_CODES, explain } from './errors';

/** Codes that mean failure of a credential's test, as n8n wants them: it shows the message when the answer has one. */
export const testRules = (): NonNullable<ICredentialTestRequest['rules']> =>
	ERROR_CODES.map((errcode) => {
		const { message, fix } = explain(errcode);
		return {
			type: 'responseSuccessBody',
			properties: {
				key: 'errcode',
				value: errcode,
				message: say`${message}. ${fix}. (WeCom error ${errcode})`,
			},
		};
	});
