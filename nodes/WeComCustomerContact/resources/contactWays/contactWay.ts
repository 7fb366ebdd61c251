import type { IDataObject } from 'n8n-workflow';
import { between, maxItems } from '../../engine/checks';
import { toInteger } from '../../engine/convert';
import { toUnixSeconds } from '../../engine/dates';
import type { Call, Field, Given, Operation, Resource, Tabular } from '../../engine/types';
import { asList, asObject, pick } from '../../engine/values';
import { conclusion } from './conclusion';
import { configId, getContactWay, MOST_PEOPLE, simplifyContactWay, SINGLE } from './contactWayGet';
import { changeMembers } from './contactWayMembers';
import {
	changed,
	departmentIds,
	externalUserId,
	includeDetails,
	inGroup,
	markSource,
	optional,
	remark,
	scene,
	skipVerify,
	state,
	unionId,
	userId,
	userIds,
} from '../shared/fields';
import { qrCodeOptions, withQrCode } from '../shared/qrCode';
import { updates } from '../shared/updates';
import { say } from '../../texts/say';

/** What WeCom answers about a contact way that was deleted. */
export const DELETED = 41044;
const MINI_PROGRAM = 1;

/** WeCom lists contact ways made since then: https://developer.work.weixin.qq.com/document/path/92228 */
export const OLDEST = '2021-07-11T00:00:00+08:00';
const FOURTEEN_DAYS = 14 * 24 * 60 * 60;

const members = changed(userIds, {
	to: 'user',
	checks: [maxItems(MOST_PEOPLE)],
	property: {
		description: 'Members whom the customer can add: exactly 1 for a single member',
	},
});

const departments = changed(departmentIds, {
	property: {
		description:
			'Departments (部门) whose members the customer can add; only for multiple members. WeCom allows 100 people in all.',
	},
});

const duration = (displayName: string, name: string, to: string, description: string): Field => ({
	property: { displayName, name, type: 'number', default: 86400, description },
	to,
	as: toInteger,
	checks: [between(1, FOURTEEN_DAYS)],
});

/** WeCom shows pictures of them, but has no names for them. */
const style: Field = {
	property: {
		displayName: 'Style',
		name: 'style',
		type: 'options',
		options: [
			{ name: 'Style 1', value: 1 },
			{ name: 'Style 2', value: 2 },
			{ name: 'Style 3', value: 3, description: 'Only for a single member' },
		],
		default: 1,
		description:
			'Look of the button in a mini program. WeCom shows pictures of the styles of a single member and of multiple members in <a href="https://developer.work.weixin.qq.com/document/path/92228" target="_blank">its table</a> (附表).',
	},
	to: 'style',
	as: toInteger,
};

/** What Create and Update can set besides state and remark. */
const settings = (group: 'additionalFields' | 'updateFields'): Field[] =>
	inGroup(group, [
		duration(
			'Chat Expires In (Seconds)',
			'chatExpiresIn',
			'chat_expires_in',
			'Life of a temporary chat after the customer was added, in seconds, at most 14 days',
		),
		conclusion,
		duration(
			'Expires In (Seconds)',
			'expiresIn',
			'expires_in',
			'Life of the QR code of a temporary chat, in seconds, at most 14 days',
		),
		markSource,
		skipVerify,
		style,
		optional(
			unionId,
			'Only this customer can open the temporary chat; needs a bound WeChat developer account',
		),
	]);

/** The rules that concern several fields: https://developer.work.weixin.qq.com/document/path/92228 */
function peopleProblem(body: IDataObject): string | undefined {
	const people = asList(body.user).length;
	const parties = asList(body.party).length;
	if (body.type === SINGLE) {
		if (parties > 0)
			return say`"Department Names or IDs" are only for multiple members. Empty the field, or set "Type" to Multiple Members`;
		if (people !== 1) {
			return say`A contact way for a single member needs exactly one member, but "Member Names or IDs" has ${people}`;
		}
		return undefined;
	}
	if (people + parties === 0) return say`Nobody can be added. Choose members or departments`;
	return undefined;
}

function createProblem({ request: { body } }: Given): string | undefined {
	const problem = peopleProblem(body);
	if (problem) return problem;
	const single = body.type === SINGLE;
	if (body.style !== undefined && body.scene !== MINI_PROGRAM) {
		return say`"Style" is only for a button in a mini program. Remove it, or set "Scene" to Mini Program`;
	}
	if (Number(body.style) > 2 && !single)
		return say`"Style" 3 is only for a single member. Use 1 or 2`;
	if (body.is_temp === true && !single) {
		return say`A temporary chat is only for a single member. Set "Type" to Single Member`;
	}
	const temporary = ['expires_in', 'chat_expires_in', 'unionid', 'conclusions'];
	if (body.is_temp !== true && temporary.some((name) => body[name] !== undefined)) {
		return say`"Expires In (Seconds)", "Chat Expires In (Seconds)", "Union ID" and "Conclusion" are only for temporary chats. Remove them, or turn on "Temporary Chat"`;
	}
	return undefined;
}

const createOperation: Tabular = {
	name: 'Create',
	value: 'create',
	action: 'Create a contact way with a QR code or button',
	description:
		'Create a QR code or mini program button by which customers add your members (联系我)',
	method: 'POST',
	endpoint: '/cgi-bin/externalcontact/add_contact_way',
	doc: 92228,
	access: 'once',
	look: say`Before you run it again, look whether it is there with Contact Way > Get Many, which lists all but temporary ones`,
	fields: [
		{
			property: {
				displayName: 'Type',
				name: 'type',
				type: 'options',
				options: [
					{ name: 'Single Member', value: 1 },
					{ name: 'Multiple Members', value: 2 },
				],
				default: 1,
				description: 'Whether customers always add the same member or one of several',
			},
			to: 'type',
			as: toInteger,
		},
		changed(scene, { property: { description: 'Where customers meet the contact way' } }),
		members,
		changed(departments, { property: { displayOptions: { show: { type: [2] } } } }),
		state,
		remark,
		...qrCodeOptions,
		{
			property: {
				displayName: 'Exclusive',
				name: 'isExclusive',
				type: 'boolean',
				default: false,
				description:
					'Whether customers of the same company are preferably given to the same member',
			},
			group: 'additionalFields',
			to: 'is_exclusive',
		},
		{
			property: {
				displayName: 'Temporary Chat',
				name: 'isTemp',
				type: 'boolean',
				default: false,
				description:
					'Whether the chat ends after some time; only for corps of the medical industry',
			},
			group: 'additionalFields',
			to: 'is_temp',
		},
		...settings('additionalFields'),
	],
	did: 'created',
	check: createProblem,
	items: async (answer, call) => [await withQrCode(call, answer)],
};

/** Those that are not told when they were made are all, not only the 90 days of WeCom. */
const sinceTheOldest = ({ request: { body } }: Call) => ({
	body: { ...body, start_time: body.start_time ?? toUnixSeconds(OLDEST, say`"Created After"`) },
});

const getAll: Operation = {
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many contact ways',
	description:
		'Retrieve the contact ways created through the API since July 2021, temporary ones excepted, as IDs or with details',
	method: 'POST',
	endpoint: '/cgi-bin/externalcontact/list_contact_way',
	doc: 92228,
	access: 'read',
	fields: [
		includeDetails('Whether to read the settings of each contact way rather than IDs only'),
		...qrCodeOptions,
		{
			property: {
				displayName: 'Created After',
				name: 'createdAfter',
				type: 'dateTime',
				default: '',
				description: 'Without it all since 2021-07-11 are listed, not only the 90 days of WeCom',
			},
			group: 'filters',
			to: 'start_time',
			as: toUnixSeconds,
		},
		{
			property: {
				displayName: 'Created Before',
				name: 'createdBefore',
				type: 'dateTime',
				default: '',
			},
			group: 'filters',
			to: 'end_time',
			as: toUnixSeconds,
		},
	],
	prepare: sinceTheOldest,
	paging: { records: 'contact_way', size: { to: 'limit', max: 1000 } },
	details: {
		of: getContactWay,
		part: (record) => ({ body: { config_id: pick(record, 'config_id') as string } }),
		wanted: ({ values }) => values.includeDetails === true || values.downloadQrCode === true,
		id: asObject,
		gone: [DELETED],
		reason: say`Deleted while the list was read`,
	},
	simplify: simplifyContactWay,
};

const update: Operation = {
	name: 'Update',
	value: 'update',
	action: 'Update a contact way',
	description: 'Change what you set under Update Fields and nothing else',
	method: 'POST',
	endpoint: '/cgi-bin/externalcontact/update_contact_way',
	doc: 92228,
	access: 'idempotent',
	fields: [
		configId,
		changed(departments, {
			group: 'updateFields',
			property: {
				description: 'Replaces all departments',
			},
		}),
		changed(members, {
			group: 'updateFields',
			property: {
				description: 'Replaces all members',
			},
		}),
		...inGroup('updateFields', [state, remark]),
		...settings('updateFields'),
	],
	...updates('config_id'),
};

const remove: Operation = {
	name: 'Delete',
	value: 'delete',
	action: 'Delete a contact way',
	description: 'Delete a contact way: its QR codes stop working',
	method: 'POST',
	endpoint: '/cgi-bin/externalcontact/del_contact_way',
	doc: 92228,
	access: 'idempotent',
	doneAlready: [DELETED],
	fields: [configId],
	did: 'deleted',
	ids: ['config_id'],
};

const closeTemporaryChat: Operation = {
	name: 'Close Temporary Chat',
	value: 'closeTemporaryChat',
	action: 'Close a temporary chat of a member with a customer',
	description: 'End a temporary chat and send its conclusion (结束临时会话)',
	method: 'POST',
	endpoint: '/cgi-bin/externalcontact/close_temp_chat',
	doc: 92228,
	access: 'idempotent',
	// No temporary chat is going on.
	doneAlready: [84061],
	fields: [userId, externalUserId],
	did: 'closed',
	ids: ['userid', 'external_userid'],
};

export const contactWay: Resource = {
	name: 'Contact Way',
	value: 'contactWay',
	description: 'QR codes and buttons by which customers add your members (联系我)',
	operations: [
		createOperation,
		getContactWay,
		getAll,
		update,
		changeMembers,
		remove,
		closeTemporaryChat,
	],
};
