import type { IHookFunctions } from 'n8n-workflow';
import { checkSettings, readSettings } from '../../../nodes/WeComCustomerContact/trigger/settings';
import { CREDENTIAL } from './fakes';

const contextOf = (credential: Record<string, unknown>) =>
	({
		getCredentials: async () => credential,
		getNode: () => ({ name: 'Trigger', type: 'trigger' }),
	}) as unknown as IHookFunctions;

const THIRD_PARTY = { ...CREDENTIAL, appType: 'thirdParty', suiteId: 'wwSuite' };

describe('the credential of a trigger', () => {
	it.each([
		[CREDENTIAL, [CREDENTIAL.corpId]],
		[{ ...CREDENTIAL, appType: 'selfBuilt', suiteId: 'wwOld' }, [CREDENTIAL.corpId]],
		[
			{ ...THIRD_PARTY, authCorpId: 'wwCorp', corpId: 'wwProvider' },
			['wwSuite', 'wwCorp', 'wwProvider'],
		],
		[{ ...THIRD_PARTY, corpId: undefined }, ['wwSuite']],
		[{}, []],
	])('%j is for the receivers %j', async (credential, receiveIds) => {
		expect((await readSettings(contextOf(credential))).receiveIds).toEqual(receiveIds);
	});

	it.each([CREDENTIAL, { ...THIRD_PARTY, corpId: '' }])('%j is enough to start', async (given) => {
		await expect(checkSettings(contextOf(given))).resolves.toBeUndefined();
	});

	it.each([
		[{ callbackToken: '' }, /no Callback Token/],
		[{ callbackToken: undefined }, /no Callback Token/],
		[{ encodingAesKey: '' }, /EncodingAESKey is empty/],
		[{ encodingAesKey: 'short' }, /43 characters, but has 5/],
		[{ corpId: '' }, /no Corp ID/],
	])('with %j stops the activation and says where to look', async (changes, message) => {
		await expect(checkSettings(contextOf({ ...CREDENTIAL, ...changes }))).rejects.toMatchObject({
			message: expect.stringMatching(message),
			description: expect.stringContaining('接收消息'),
		});
	});
});
