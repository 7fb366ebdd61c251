import { fail, ok, type Reply } from '../errors';
import { newId } from '../ids';
import { joinWays, type JoinWay } from '../joinWays';
import { pictureUrl } from '../pictures';
import { array, bool, int, string } from '../schema';
import type { World } from '../world';
import { endpoint } from './endpoint';
import { refuseChat } from './groupChat';

const longestRemark = 30;

/** What is said when adding, and said again when updating: what is left out then is gone. */
const settings = {
	scene: int({ required: true, missing: 41038, min: 1, max: 2, invalid: 41040 }),
	remark: string(),
	auto_create_room: int({ min: 0, max: 1 }),
	room_base_name: string({ maxChars: 40 }),
	room_base_id: int({ min: 0 }),
	chat_id_list: array(string({ required: true }), { required: true, max: 5, tooMany: 41091 }),
	state: string({ maxChars: 30 }),
	mark_source: bool(),
};
const config_id = string({ required: true, missing: 41043 });

const refuseChats = (world: World, ids: string[]): Reply | undefined => {
	for (const id of ids) {
		const refusal = refuseChat(world, id);
		if (refusal) return refusal;
		if (!world.state.groupChats.get(id)?.isCustomerGroup) return fail(90501, id);
	}
	return undefined;
};

const isFull = ({ settings: { contactWayLimit }, state }: World, ways: number) => {
	const lasting = [...state.contactWays.values()].filter(({ given }) => !given.is_temp);
	return lasting.length + ways >= contactWayLimit;
};

/** A remark that is too long is cut, not refused. */
const saved = (given: JoinWay): JoinWay =>
	given.remark === undefined
		? given
		: { ...given, remark: [...given.remark].slice(0, longestRemark).join('') };

export const joinWayEndpoints = [
	endpoint({
		method: 'POST',
		path: 'externalcontact/groupchat/add_join_way',
		body: settings,
		handle: ({ world, body }) => {
			const ways = joinWays(world);
			const refusal = refuseChats(world, body.chat_id_list);
			if (refusal) return refusal;
			if (isFull(world, ways.size)) return fail(41045);
			const configId = newId('', 24);
			ways.set(configId, saved(body));
			return ok({ config_id: configId });
		},
	}),
	endpoint({
		method: 'POST',
		path: 'externalcontact/groupchat/get_join_way',
		body: { config_id },
		handle: ({ world, body: { config_id: id } }) => {
			const way = joinWays(world).get(id);
			if (!way) return fail(41044);
			return ok({
				join_way: {
					config_id: id,
					remark: '',
					auto_create_room: 1,
					room_base_name: '',
					room_base_id: 1,
					state: '',
					mark_source: true,
					...way,
					...(way.scene === 2 ? { qr_code: pictureUrl(world, 'qr', id) } : {}),
				},
			});
		},
	}),
	endpoint({
		method: 'POST',
		path: 'externalcontact/groupchat/update_join_way',
		body: { config_id, ...settings },
		handle: ({ world, body: { config_id: id, ...given } }) => {
			const ways = joinWays(world);
			if (!ways.has(id)) return fail(41044);
			const refusal = refuseChats(world, given.chat_id_list);
			if (refusal) return refusal;
			ways.set(id, saved(given));
			return ok();
		},
	}),
	endpoint({
		method: 'POST',
		path: 'externalcontact/groupchat/del_join_way',
		body: { config_id },
		handle: ({ world, body }) => (joinWays(world).delete(body.config_id) ? ok() : fail(41044)),
	}),
];
