import type { IDataObject } from 'n8n-workflow';
import { atLeast } from '../../engine/checks';
import { toInteger } from '../../engine/convert';
import { isFailedPart, refusedPart } from '../../engine/failedPart';
import { sideBySide } from '../../engine/sideBySide';
import type { Call, Field, Output } from '../../engine/types';
import { asList, asObject } from '../../engine/values';
import { getGroupChat, GONE } from './groupChat';

// How full the groups of a join way are: https://developer.work.weixin.qq.com/document/path/92229 and 92122

/** The owner is no longer within the visible scope of the app. */
const OUT_OF_SCOPE = 60021;

/** WeCom's API does not tell how many people a group takes. */
export const groupLimit: Field = {
	property: {
		displayName: 'Group Size Limit',
		name: 'groupLimit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 200,
		description:
			'How many people a group takes, members included. WeCom does not tell it: groups that members create take up to 500, those that WeChat users create 200. Set it lower to be told in time.',
	},
	group: 'options',
	as: toInteger,
	checks: [atLeast(1)],
};

/**
 * An item for each group with what is in it and how much room is left, and the totals of those that can be read. A group
 * that is gone is a failed part; if there is no other, one item has the totals, so that a step that looks at them runs.
 */
export async function fillLevels(answer: IDataObject, call: Call): Promise<Output[]> {
	const { config_id, chat_id_list, auto_create_room } = asObject(answer.join_way);
	const limit = Number(call.values.groupLimit ?? groupLimit.property.default);
	const ids = asList(chat_id_list).map(String);
	const groups = await sideBySide(ids, call.width, async (chat_id) => {
		const request = { body: { chat_id, need_name: 0 }, tolerates: [...GONE, OUT_OF_SCOPE] };
		const chat = await call.invoke(getGroupChat, request);
		return chat.errcode === undefined
			? levelOf(asObject(chat.group_chat), limit)
			: refusedPart({ config_id, chat_id }, chat);
	});
	const readable = groups.filter((group) => !isFailedPart(group));
	const sum = (name: string) => readable.reduce((total, group) => total + Number(group[name]), 0);
	const all = {
		auto_create_room,
		group_count: ids.length,
		total_member_count: sum('member_count'),
		total_room_left: sum('room_left'),
	};
	const items = groups.map((group) =>
		isFailedPart(group) ? group : { config_id, ...group, ...all },
	);
	return [...items, ...(readable.length === 0 ? [{ config_id, ...all }] : [])].map((json) => ({
		json,
	}));
}

function levelOf({ chat_id, name, owner, member_list }: IDataObject, limit: number): IDataObject {
	const member_count = asList(member_list).length;
	return {
		chat_id,
		chat_name: name,
		owner,
		member_count,
		room_left: Math.max(0, limit - member_count),
		is_full: member_count >= limit,
	};
}
