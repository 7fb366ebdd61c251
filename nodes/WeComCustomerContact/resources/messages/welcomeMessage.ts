import { maxBytes } from '../../engine/checks';
import { toMessage, toText } from '../../engine/convert';
import { toUnixSeconds } from '../../engine/dates';
import type { Call, Operation, Part, Resource } from '../../engine/types';
import { attachments } from '../shared/attachments';
import { say } from '../../texts/say';

/** A welcome code lives so long: https://developer.work.weixin.qq.com/document/path/92137 */
const CODE_LIFE = 20_000;

/** Another app's sending (41096) is waited for as long as the code lives. */
function whileCodeLives({ values: { expiresAt }, problem }: Call): Part {
	const giveUpAt = expiresAt === undefined ? Date.now() + CODE_LIFE : Number(expiresAt) * 1000;
	if (giveUpAt > Date.now()) return { giveUpAt };
	const late = Math.ceil((Date.now() - giveUpAt) / 1000);
	throw problem(
		say`The welcome code expired ${late} seconds ago, so no message was sent`,
		say`A welcome code lives 20 seconds. Put this step directly after the trigger, without waits, and check whether your n8n has executions queued up`,
	);
}

const send: Operation = {
	name: 'Send',
	value: 'send',
	action: 'Send a welcome message',
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
		{
			property: {
				displayName: 'Welcome Code',
				name: 'welcomeCode',
				type: 'string',
				required: true,
				default: '={{ $json.welcomeCode }}',
				description:
					'The welcomeCode of a Customer Added event. It works once and for 20 seconds. WeCom sends none when another welcome message applies.',
			},
			to: 'welcome_code',
			as: toText,
		},
		{
			property: {
				displayName: 'Text',
				name: 'text',
				type: 'string',
				typeOptions: { rows: 4 },
				default: '',
				placeholder: 'e.g. 你好，欢迎！',
				description:
					'At most 4,000 bytes; a Chinese character counts as 3. May be empty when there are attachments.',
			},
			to: 'text.content',
			as: toMessage,
			checks: [maxBytes(4000)],
		},
		attachments,
		{
			property: {
				displayName: 'Code Expires At',
				name: 'expiresAt',
				type: 'dateTime',
				default: '',
				description:
					'The welcomeCodeExpiresAt of the event. With it, an expired code is reported with how late it is, and a busy WeCom is retried as long as the code lives.',
			},
			group: 'options',
			as: toUnixSeconds,
		},
	],
	check: ({ request: { body } }) =>
		body.text === undefined && body.attachments === undefined
			? say`A welcome message needs a text, an attachment, or both. Fill in "Text" or add an attachment`
			: undefined,
	prepare: whileCodeLives,
	shape: () => ({ sent: true }),
};

export const welcomeMessage: Resource = {
	name: 'Welcome Message',
	value: 'welcomeMessage',
	description: 'Greeting for a customer who was just added (欢迎语)',
	operations: [send],
};
