import type { Field, Operation, Resource } from '../../engine/types';
import { oneOf } from '../shared/choices';
import { asList, asObject, pick } from '../../engine/values';
import { attachmentTexts } from '../shared/attachmentTexts';
import { optional, userId } from '../shared/fields';
import { listNewestFirst, MASS_MESSAGES } from '../shared/newestFirst';
import { madeByFilters, rangeProblem, timeRange } from '../shared/publishedLists';
import { labeled, readable } from '../shared/readable';
import { audienceFields, audienceProblem, chatType, forAudience } from './massMessageAudience';
import { content, contentProblem } from './massMessageContent';
import { createFromItems } from './massMessageFromItems';
import { sendResults, simplifyResult, simplifyTask, TASKS } from './massMessageResults';
import { fromItem } from '../shared/chained';
import { withNames } from '../people/memberNames';
import { say } from '../../texts/say';

const messageId: Field = oneOf(
	{
		displayName: 'Mass Message',
		name: 'messageId',
		description: 'The msgid returned by Create; the list shows the last 4 weeks',
		search: 'searchMassMessages',
		example: 'msgGCAAAXtWyujaWJHDDGi0mACAAAA',
		byId: 'By Message ID',
	},
	{ to: 'msgid' },
);

const createOperation: Operation = {
	name: 'Create',
	value: 'create',
	action: 'Create a mass message that members confirm and send',
	description:
		'Create a task for members to send a message to their customers or group chats: it goes out when they confirm it in WeCom (企业群发)',
	method: 'POST',
	endpoint: '/cgi-bin/externalcontact/add_msg_template',
	doc: 92135,
	access: 'once',
	look: say`Before you run it again, look whether it is there with Mass Message > Get Many`,
	fields: [...audienceFields, ...content],
	did: 'created',
	check: (given) => audienceProblem(given) ?? contentProblem(given),
	prepare: (call) => ({ body: forAudience(call) }),
	shape: (answer) => {
		const { msgid, fail_list } = asObject(answer);
		return { msgid, fail_list: asList(fail_list).map(String) };
	},
};

const remind: Operation = {
	name: 'Remind',
	value: 'remind',
	action: 'Remind members to send a mass message',
	description:
		'Remind the members who have not sent a mass message yet, at most 3 times in 24 hours (提醒成员群发)',
	method: 'POST',
	endpoint: '/cgi-bin/externalcontact/remind_groupmsg_send',
	doc: 97610,
	access: 'once',
	look: say`WeCom does not show reminders; Mass Message > Get Tasks shows who has not sent the message yet. WeCom allows 3 reminders in 24 hours`,
	fields: [messageId],
	did: 'reminded',
	ids: ['msgid'],
};

const cancel: Operation = {
	name: 'Cancel',
	value: 'cancel',
	action: 'Cancel a mass message that members have not sent yet',
	description:
		'Stop a mass message: members who have not sent it yet no longer can. What was sent stays (停止企业群发).',
	method: 'POST',
	endpoint: '/cgi-bin/externalcontact/cancel_groupmsg_send',
	doc: 97611,
	access: 'idempotent',
	doneAlready: [41093],
	fields: [messageId],
	did: 'canceled',
	ids: ['msgid'],
};

const simplifyMessage = labeled(
	['create_type'],
	({ text, attachments: carried, ...message }, given, codes) =>
		readable(
			{
				...message,
				text: pick(text, 'content') as string | undefined,
				attachments: attachmentTexts(carried),
			},
			given,
			codes,
		),
);

const getAll: Operation = {
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many mass messages',
	description:
		'Retrieve the mass messages created in a time range of any length, newest first (群发记录)',
	method: 'POST',
	endpoint: MASS_MESSAGES.endpoint,
	doc: MASS_MESSAGES.doc,
	access: 'read',
	fields: [
		chatType,
		...timeRange,
		...madeByFilters({
			byCorp: 'Created in the console or by an app (企业群发)',
			byMembers: 'Created by a member alone (个人群发)',
		}),
	],
	check: rangeProblem,
	limitable: true,
	simplify: simplifyMessage,
	run: listNewestFirst(MASS_MESSAGES),
};

const getTasks: Operation = {
	name: 'Get Tasks',
	value: 'getTasks',
	action: 'Get which members have sent a mass message',
	description:
		'Find out which members have sent a mass message: task_status 2, and 0 who has not (群发成员发送任务)',
	method: 'POST',
	endpoint: '/cgi-bin/externalcontact/get_groupmsg_task',
	doc: 93338,
	access: 'read',
	fields: [fromItem(messageId, 'massMessage')],
	paging: TASKS,
	simplify: simplifyTask,
};

const getSendResults: Operation = {
	name: 'Get Send Results',
	value: 'getSendResults',
	action: 'Get which customers got a mass message',
	description:
		'Find out who got a mass message: send_status 0 not sent, 1 sent, 2 no longer a customer of the member, 3 already got another one (群发成员执行结果)',
	method: 'POST',
	endpoint: '/cgi-bin/externalcontact/get_groupmsg_send_result',
	doc: 93338,
	access: 'read',
	fields: [
		fromItem(messageId, 'massMessage'),
		optional(userId, 'Leave empty for every member who has sent the message'),
	],
	limitable: true,
	simplify: simplifyResult,
	run: (call) => sendResults(call, getTasks),
};

export const massMessage: Resource = {
	name: 'Mass Message',
	value: 'massMessage',
	description: 'Messages that members send to many customers or group chats (企业群发)',
	operations: [
		createOperation,
		createFromItems,
		remind,
		cancel,
		getAll,
		withNames(getTasks),
		withNames(getSendResults),
	],
};
