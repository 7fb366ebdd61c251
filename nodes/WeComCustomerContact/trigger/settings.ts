import { NodeOperationError, type IHookFunctions, type IWebhookFunctions } from 'n8n-workflow';
import { checkEncodingAesKey } from '../callback/crypto';
import type { CallbackSettings } from '../callback/open';
import { CREDENTIAL } from '../transport/context';
import { readCredential } from '../transport/credential';
import { say } from '../texts/say';

type Context = IHookFunctions | IWebhookFunctions;

const WHERE = say`Open the credential and copy Token and EncodingAESKey from the WeCom admin console: Apps (应用管理) > your app > Receive messages (接收消息) > Set API receiving (设置API接收)`;

/** What the trigger needs from the credential to read callbacks. */
export async function readSettings(context: Context): Promise<CallbackSettings> {
	const credential = await readCredential(context);
	const textOf = (name: string) => String(credential[name] ?? '');
	// A suite's events are for the suite, its data callbacks for the corp, its URL check for the provider.
	const isSuite = credential.appType === 'thirdParty';
	const receivers = isSuite ? ['suiteId', 'authCorpId', 'corpId'] : ['corpId'];
	const receiveIds = receivers.map(textOf).filter((id) => id !== '');
	// Callbacks of an individual's app name nobody.
	if (isSuite && credential.allowEmptyReceiveId === true) receiveIds.push('');
	return { token: textOf('callbackToken'), encodingAesKey: textOf('encodingAesKey'), receiveIds };
}

// With n8n's default expression engine, reading them costs as much as all the rest of a call.
const KEPT = 10_000;
const MOST_KEPT = 100;

const kept = new Map<string, { settings: CallbackSettings; until: number }>();

const keyOf = (context: Context) => context.getNode().credentials?.[CREDENTIAL]?.id;

/** The settings of a call moments ago, if any. They may be out of date: read them anew before rejecting. */
export function keptSettings(context: IWebhookFunctions): CallbackSettings | undefined {
	const entry = kept.get(keyOf(context) ?? '');
	return entry && entry.until > Date.now() ? entry.settings : undefined;
}

/** Keeps settings for the calls that follow soon. */
export function keepSettings(context: IWebhookFunctions, settings: CallbackSettings): void {
	const key = keyOf(context);
	if (!key) return;
	if (kept.size >= MOST_KEPT) kept.clear();
	kept.set(key, { settings, until: Date.now() + KEPT });
}

/** Stops the activation of a trigger that could read no callback. */
export async function checkSettings(context: IHookFunctions): Promise<void> {
	const problem = problemOf(await readSettings(context));
	// All in the message: n8n drops the description of what stops an activation.
	if (problem) throw new NodeOperationError(context.getNode(), say`${problem}. ${WHERE}`);
}

function problemOf({ token, encodingAesKey, receiveIds }: CallbackSettings): string | undefined {
	if (token === '') {
		return say`The credential has no Callback Token, so the trigger cannot tell whether a call comes from WeCom`;
	}
	return receiveIds.length === 0
		? say`The credential has no Corp ID (or Suite ID), so the trigger cannot tell whom a call is for`
		: checkEncodingAesKey(encodingAesKey);
}
