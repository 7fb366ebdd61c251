import type { IDataObject } from 'n8n-workflow';
import { maxBytes } from '../../engine/checks';
import { toText } from '../../engine/convert';
import { toUnixSeconds } from '../../engine/dates';
import type { Call, Field, Operation, Output, Part, Resource } from '../../engine/types';
import { explain } from '../../transport/errors';
import { attachments } from '../shared/attachments';
import { fromItem } from '../shared/chained';
import { messageText } from '../shared/fields';
import { say } from '../../texts/say';

/** A welcome code lives so long: https://developer.work.weixin.qq.com/document/path/92137 */
const CODE_LIFE = 20_000;

/** A code that is dead, or of no use as the two chat already. */
const TOO_LATE = [41050, 41051];

/** Somebody tries the steps out in the editor, mostly with an event of before, whose code is dead. */
const isTrial = ({ context }: Call) => context.getMode() === 'manual';

/** Another app's sending (41096) is waited for as long as the code lives. */
function whileCodeLives(call: Call): Part {
	const { expiresAt } = call.values;
	if (isTrial(call)) return { giveUpAt: Date.now() + CODE_LIFE, tolerates: TOO_LATE };
	const giveUpAt = expiresAt === undefined ? Date.now() + CODE_LIFE : Number(expiresAt) * 1000;
	if (giveUpAt > Date.now()) return { giveUpAt };
	const late = Math.ceil((Date.now() - giveUpAt) / 1000);
	throw call.problem(
		say`The welcome code expired ${late} seconds ago, so no message was sent`,
		say`A welcome code lives 20 seconds. Put this step directly after the trigger, without waits, and check whether your n8n has executions queued up`,
	);
}

/** In a trial nothing fails for want of a living code, so that the steps behind can be built. */
function sentOrNot({ errcode }: IDataObject, { context }: Call): Output[] {
	if (errcode === undefined) return [{ json: {} }];
	const reason = explain(Number(errcode)).message;
	context.addExecutionHints({
		message: say`No message was sent: ${reason}. As this is a manual execution, the steps behind go on; started by the trigger it would be an error`,
		location: 'outputPane',
	});
	return [{ json: { sent: false, reason, errcode } }];
}

const welcomeCode: Field = {
	property: {
		displayName: 'Welcome Code',
		name: 'welcomeCode',
		type: 'string',
		required: true,
		default: '',
		description:
			'The welcome_code of a Customer Added event. It works once and for 20 seconds. WeCom sends none when another welcome message applies.',
	},
	to: 'welcome_code',
	as: toText,
};

const expiresAt: Field = {
	property: {
		displayName: 'Code Expires At',
		name: 'expiresAt',
		type: 'dateTime',
		default: '',
		description:
			'The welcome_code_expires_at of the event. With it, an expired code is reported with how late it is, and a busy WeCom is retried as long as the code lives.',
	},
	as: toUnixSeconds,
	notAsTool: true,
};

const send: Operation = {
	name: 'Send',
	value: 'send',
	action: 'Send a welcome message to a new customer by welcome code',
	description:
		'Greet a new customer with the welcome code of the trigger, within its 20 seconds (新客户欢迎语)',
	method: 'POST',
	endpoint: '/cgi-bin/externalcontact/send_welcome_msg',
	doc: 92137,
	access: 'idempotent',
	// A welcome code works once, so a second try sends nothing.
	doneAlready: [41050],
	urgent: true,
	fields: [
		fromItem(welcomeCode, 'welcomeCode'),
		messageText(
			{
				placeholder: 'e.g. 你好，欢迎！',
				description:
					'At most 4,000 bytes; a Chinese character counts as 3. May be empty when there are attachments.',
			},
			maxBytes(4000),
		),
		attachments,
		fromItem(expiresAt, 'welcomeCodeExpiry'),
	],
	did: 'sent',
	ids: ['welcome_code'],
	check: ({ request: { body } }) =>
		body.text === undefined && body.attachments === undefined
			? say`A welcome message needs a text, an attachment, or both. Fill in "Text" or add an attachment`
			: undefined,
	prepare: whileCodeLives,
	items: sentOrNot,
};

export const welcomeMessage: Resource = {
	name: 'Welcome Message',
	value: 'welcomeMessage',
	description: 'Greeting for a customer who was just added (欢迎语)',
	operations: [send],
};
