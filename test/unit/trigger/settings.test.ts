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
		[{ ...CREDENTIAL, appType: 'delegated', suiteId: 'wwOld' }, [CREDENTIAL.corpId]],
		[{ ...THIRD_PARTY, corpId: '', allowEmptyReceiveId: true }, ['wwSuite', '']],
		[{ ...THIRD_PARTY, corpId: '', allowEmptyReceiveId: 'true' }, ['wwSuite']],
		[{ ...CREDENTIAL, allowEmptyReceiveId: true }, [CREDENTIAL.corpId]],
		[{ ...THIRD_PARTY, suiteId: ' wwSuite\n', corpId: ' ' }, ['wwSuite']],
		[{}, []],
	])('%j is for the receivers %j', async (credential, receiveIds) => {
		expect((await readSettings(contextOf(credential))).receiveIds).toEqual(receiveIds);
	});

	it('is read without the blanks that came along with pasted values', async () => {
		const { callbackToken, encodingAesKey, corpId } = CREDENTIAL;
		const pasted = {
			callbackToken: ` ${callbackToken}\n`,
			encodingAesKey: `${encodingAesKey}\t`,
			corpId: `\u00a0${corpId} `,
		};
		expect(await readSettings(contextOf(pasted))).toEqual({
			token: callbackToken,
			encodingAesKey,
			receiveIds: [corpId],
		});
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
		const problem: unknown = await checkSettings(contextOf({ ...CREDENTIAL, ...changes })).catch(
			(error: unknown) => error,
		);
		// n8n shows the message alone.
		expect((problem as Error).message).toMatch(message);
		expect((problem as Error).message).toContain('接收消息');
	});
});
