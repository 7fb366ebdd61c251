import type { IDataObject } from 'n8n-workflow';
import { atLeast, maxCharacters } from '../../engine/checks';
import { toFlag, toInteger, toText } from '../../engine/convert';
import type {
	Call,
	Field,
	Given,
	Operation,
	Output,
	Part,
	Resource,
	Tabular,
} from '../../engine/types';
import { asObject, isBlank } from '../../engine/values';
import { fromItem } from '../shared/chained';
import { fillLevels, groupLimit } from './fillLevel';
import { chats } from '../shared/chats';
import {
	changed,
	inGroup,
	markSource,
	optional,
	remark,
	scene as meetingPlace,
	state,
} from '../shared/fields';
import { mustBeGiven } from '../shared/present';
import { qrCodeOptions, withQrCode } from '../shared/qrCode';
import { labeled, readable } from '../shared/readable';
import { updates } from '../shared/updates';
import { say } from '../../texts/say';

// Official document of all of it: https://developer.work.weixin.qq.com/document/path/92229

const QR_CODE = 2;

const joinWayId: Field = {
	property: {
		displayName: 'Config ID',
		name: 'joinWayId',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 9ad7fa5cdaa6511298498f979c472aaa',
		description: 'The config_id from Create. Keep it: WeCom has no list of join ways.',
	},
	to: 'config_id',
	as: toText,
};

const scene = changed(meetingPlace, {
	property: { description: 'Where people meet the join way' },
});

/** What Create and Update can set besides state and remark. */
const settings = (group: 'additionalFields' | 'updateFields'): Field[] =>
	inGroup(group, [
		{
			property: {
				displayName: 'Create New Groups',
				name: 'autoCreateRoom',
				type: 'boolean',
				default: true,
				description: 'Whether WeCom creates a new group when the groups are full',
			},
			to: 'auto_create_room',
			as: toFlag,
		},
		markSource,
		{
			property: {
				displayName: 'New Group Name',
				name: 'roomBaseName',
				type: 'string',
				default: '',
				description:
					'Name of groups that WeCom creates, at most 40 characters; a number follows it',
			},
			to: 'room_base_name',
			as: toText,
			checks: [maxCharacters(40)],
		},
		{
			property: {
				displayName: 'New Group Number',
				name: 'roomBaseId',
				type: 'number',
				default: 1,
				description: 'Number of the first group that WeCom creates; the next ones count up',
			},
			to: 'room_base_id',
			as: toInteger,
			checks: [atLeast(1)],
		},
	]);

const channel = changed(state, {
	property: {
		description:
			'Your name for the channel, at most 30 characters; it comes back with the people in the group',
	},
});

function newGroupsProblem({ request: { body } }: Given): string | undefined {
	const describesNewGroups = body.room_base_name !== undefined || body.room_base_id !== undefined;
	return body.auto_create_room === 0 && describesNewGroups
		? say`"New Group Name" and "New Group Number" are only for groups that WeCom creates. Remove them, or turn on "Create New Groups"`
		: undefined;
}

/** WeCom answers the ID alone; the QR code is in the details. */
async function withItsQrCode(made: IDataObject, call: Call): Promise<Output[]> {
	if (call.request.body.scene !== QR_CODE) return [{ json: made }];
	// The join way exists: losing its ID over its QR code would be worse than a missing QR code.
	const part = { body: { config_id: made.config_id } };
	const answer: IDataObject = await call.invoke(get, part).catch(() => ({}));
	const { qr_code } = asObject(answer.join_way);
	return [
		isBlank(qr_code)
			? {
					json: {
						...made,
						qr_code_problem: say`The QR code could not be read. Use Get to read it`,
					},
				}
			: await withQrCode(call, { ...made, qr_code }),
	];
}

const createOperation: Operation = {
	name: 'Create',
	value: 'create',
	action: 'Create a group join way with a QR code or button',
	description:
		'Create a QR code or mini program button by which people join customer groups (加入群聊)',
	method: 'POST',
	endpoint: '/cgi-bin/externalcontact/groupchat/add_join_way',
	doc: 92229,
	access: 'once',
	look: say`WeCom lists no join ways, so this one would stay unused: run it again to get one with an ID`,
	fields: [scene, chats, channel, remark, ...qrCodeOptions, ...settings('additionalFields')],
	did: 'created',
	check: newGroupsProblem,
	items: withItsQrCode,
};

const get: Tabular = {
	name: 'Get',
	value: 'get',
	action: 'Get the settings of a group join way',
	description: 'Retrieve the settings of one join way, with its QR code if wished (加入群聊)',
	method: 'POST',
	endpoint: '/cgi-bin/externalcontact/groupchat/get_join_way',
	doc: 92229,
	access: 'read',
	fields: [fromItem(joinWayId, 'joinWay'), ...qrCodeOptions],
	items: async (answer, call) => [await withQrCode(call, asObject(answer.join_way))],
	simplify: labeled(['scene'], ({ remark, chat_id_list, ...joinWay }, given, codes) =>
		readable({ ...joinWay, config_remark: remark, chat_ids: chat_id_list }, given, codes),
	),
};

const getFillLevel: Operation = {
	name: 'Get Fill Level',
	value: 'getFillLevel',
	action: 'Get how full the groups of a group join way are',
	description:
		'Find out how many people are in each group of a join way and how much room is left: one item per group, each with the totals (群活码满员提醒)',
	method: 'POST',
	endpoint: get.endpoint,
	doc: 92229,
	access: 'read',
	several: true,
	fields: [fromItem(joinWayId, 'joinWay'), groupLimit],
	items: fillLevels,
};

/** WeCom forgets what an update leaves out, so it gets everything there is with the changes in it. */
async function withTheRest(call: Call): Promise<Part> {
	const { config_id, ...changes } = call.request.body;
	const answer = await call.invoke(get, { body: { config_id } });
	const present = asObject(answer.join_way);
	// The others may be empty, these never are: without them the answer is not the whole join way.
	mustBeGiven(call, present, ['scene', 'chat_id_list'], say`Create a new join way instead`);
	const settable = call.operation.fields.map(({ to }) => to as string);
	const whole = Object.entries({ ...present, ...changes }).filter(
		([name, value]) => settable.includes(name) && !isBlank(value),
	);
	return { body: { ...Object.fromEntries(whole), config_id } };
}

const updateOperation: Operation = {
	name: 'Update',
	value: 'update',
	action: 'Update a group join way',
	description:
		'Change what you set under Update Fields and nothing else; a text left empty there is removed (加入群聊)',
	method: 'POST',
	endpoint: '/cgi-bin/externalcontact/groupchat/update_join_way',
	doc: 92229,
	access: 'idempotent',
	fields: [
		joinWayId,
		changed(optional(chats, 'Replaces all groups; up to 5'), { group: 'updateFields' }),
		changed(scene, { group: 'updateFields' }),
		...inGroup('updateFields', [channel, remark]),
		...settings('updateFields'),
	],
	prepare: withTheRest,
	...updates('config_id'),
};

const remove: Operation = {
	name: 'Delete',
	value: 'delete',
	action: 'Delete a group join way',
	description: 'Delete a join way: its QR code stops working (加入群聊)',
	method: 'POST',
	endpoint: '/cgi-bin/externalcontact/groupchat/del_join_way',
	doc: 92229,
	access: 'idempotent',
	// No such join way.
	doneAlready: [41044],
	fields: [joinWayId],
	did: 'deleted',
	ids: ['config_id'],
};

export const groupJoinWay: Resource = {
	name: 'Group Join Way',
	value: 'groupJoinWay',
	description: 'QR codes and buttons by which people join customer groups (加入群聊)',
	operations: [createOperation, remove, get, getFillLevel, updateOperation],
};
