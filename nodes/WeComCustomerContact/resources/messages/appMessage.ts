import type { IDataObject } from 'n8n-workflow';
import { between, insist } from '../../engine/checks';
import { toFlag, toInteger, toText } from '../../engine/convert';
import type { Call, Field, Given, Operation, Part, Resource } from '../../engine/types';
import { pick } from '../../engine/values';
import { withUploads } from '../../engine/uploads';
import { inGroup } from '../shared/fields';
import { say } from '../../texts/say';
import { agentId, agentIdOf } from './appAgent';
import { audienceFields, audienceProblem, notReached, receivers } from './appMessageAudience';
import { content } from './appMessageContent';
import { contentFields } from './appMessageFields';
import { KINDS } from './appMessageKinds';
import { updateButtonCard } from './appMessageUpdate';

const howItIsSent: Field[] = inGroup('additionalFields', [
	{
		property: {
			displayName: 'Confidential',
			name: 'confidential',
			type: 'boolean',
			default: false,
			description:
				'Whether nobody can forward the message, and it shows with a watermark (保密消息); only text, images, files and videos can be confidential',
		},
		as: toFlag,
		to: 'safe',
	},
	{
		property: {
			displayName: 'Duplicate Check (Minutes)',
			name: 'duplicateCheck',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 240 },
			default: 30,
			description:
				'Nobody gets exactly the same message to the same receivers a second time within so many minutes',
		},
		to: '',
		as: (value, label): IDataObject => {
			const minutes = toInteger(value, label);
			insist(minutes, label, [between(1, 240)]);
			return { enable_duplicate_check: 1, duplicate_check_interval: minutes * 60 };
		},
	},
	{
		property: {
			displayName: 'Translate Names',
			name: 'translateNames',
			type: 'boolean',
			default: false,
			description:
				'Whether WeCom puts names in place of $userName=zhangsan$ (member) and $departmentName=1$ (department), for apps that get IDs only (通讯录展示); only in text, text cards, news, template cards and mini program notices',
		},
		as: toFlag,
		to: 'enable_id_trans',
	},
]);

const isOfMiniProgram = ({ values }: Given) =>
	KINDS[String(values.messageType)]!.ofMiniProgram === true;

/** What is wrong with whom the message goes to, or nothing. */
const receiverProblem = (given: Given): string | undefined =>
	given.values.sendTo === 'everyone' && isOfMiniProgram(given)
		? say`WeCom sends mini program notices to no more than those that are named. Choose members, departments or member tags in "Send To"`
		: audienceProblem(given);

/** The whole request; its files are uploaded when all else is known. */
async function messageOf(call: Call): Promise<Part> {
	const message = { ...receivers(call), ...content(call), ...call.request.body };
	const body = isOfMiniProgram(call) ? message : { ...message, agentid: await agentIdOf(call) };
	return await withUploads({ ...call, request: { query: {}, body } });
}

/** The message as WeCom knows it, and a card with buttons by its task. */
const sentMessage = ({ msgid, response_code }: IDataObject, { request }: Given): IDataObject => {
	const task_id = pick(request.body, 'template_card.task_id') as string | undefined;
	return { msgid, ...(response_code ? { response_code } : {}), ...(task_id ? { task_id } : {}) };
};

const send: Operation = {
	name: 'Send',
	value: 'send',
	action: 'Send a message of the app to members',
	description:
		'Tell members something in WeCom, such as that they have a new customer (发送应用消息)',
	method: 'POST',
	endpoint: '/cgi-bin/message/send',
	doc: 90236,
	access: 'once',
	look: say`WeCom does not list app messages: ask a member whether it is there before you run it again`,
	fields: [...audienceFields, ...contentFields, agentId, ...howItIsSent],
	did: 'sent',
	check: receiverProblem,
	fixes: {
		48002: say`Mini program notices are for apps that are mini programs; the secret of the address book (通讯录同步) sends no messages at all`,
	},
	prepare: messageOf,
	items: (answer, call) => [
		{ json: sentMessage(answer, call) },
		...notReached(answer, call).map((json) => ({ json })),
	],
};

const recall: Operation = {
	name: 'Recall',
	value: 'recall',
	action: 'Recall a message of the app',
	description:
		'Take back a message within 24 hours of sending it; who reads it in WeChat keeps it (撤回应用消息)',
	method: 'POST',
	endpoint: '/cgi-bin/message/recall',
	doc: 94867,
	access: 'idempotent',
	fields: [
		{
			property: {
				displayName: 'Message ID',
				name: 'appMessageId',
				type: 'string',
				required: true,
				default: '',
				description: 'The msgid returned by Send',
			},
			to: 'msgid',
			as: toText,
		},
	],
	did: 'recalled',
	ids: ['msgid'],
};

export const appMessage: Resource = {
	name: 'App Message',
	value: 'appMessage',
	description: 'Messages that an app sends to members of the corp (应用消息)',
	operations: [send, updateButtonCard, recall],
};
