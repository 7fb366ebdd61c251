import { NodeOperationError, type IHookFunctions, type IWebhookFunctions } from 'n8n-workflow';
import { checkEncodingAesKey } from '../callback/crypto';
import type { CallbackSettings } from '../callback/handle';
import { CREDENTIAL } from '../transport/context';

type Context = IHookFunctions | IWebhookFunctions;

const WHERE =
	'Open the credential and copy Token and EncodingAESKey from the WeCom admin console: Apps (应用管理) > your app > Receive messages (接收消息) > Set API receiving (设置API接收)';

/** What the trigger needs from the credential to read callbacks. */
export async function readSettings(context: Context): Promise<CallbackSettings> {
	const { callbackToken, encodingAesKey, corpId } = await context.getCredentials(CREDENTIAL);
	return {
		token: String(callbackToken ?? ''),
		encodingAesKey: String(encodingAesKey ?? ''),
		receiveIds: [String(corpId ?? '')],
	};
}

/** Stops the activation of a trigger that could read no callback. */
export async function checkSettings(context: IHookFunctions): Promise<void> {
	const { token, encodingAesKey } = await readSettings(context);
	const problem =
		token === ''
			? 'The credential has no Callback Token, so the trigger cannot tell whether a call comes from WeCom'
			: checkEncodingAesKey(encodingAesKey);
	if (problem) throw new NodeOperationError(context.getNode(), problem, { description: WHERE });
}
