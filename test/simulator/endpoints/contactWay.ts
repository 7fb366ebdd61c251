import { isVoid, tempDefaults } from '../contactWays';
import { fail, ok, type Reply } from '../errors';
import { newId } from '../ids';
import { page, unsorted } from '../paging';
import { pictureUrl } from '../pictures';
import { array, bool, int, object, string } from '../schema';
import type { SavedContactWay } from '../types';
import type { ContactWay } from '../wire';
import { seconds, type World } from '../world';
import { conclusionsFields, showConclusions } from './conclusions';
import { refuseContactWay } from './contactWayRules';
import { endpoint } from './endpoint';
import { userid } from './people';

const daySeconds = 24 * 3600;
/** 2021-07-10 in China. Contact ways made before are not listed. */
const listedSince = Date.UTC(2021, 6, 9, 16) / 1000;
const lifetime = int({ min: 1, max: 14 * daySeconds });

/** What can be set when adding and changed later. */
const changeable = {
	style: int({ invalid: 41042 }),
	remark: string({ maxChars: 30 }),
	skip_verify: bool(),
	state: string({ maxChars: 30 }),
	user: array(userid, { max: 100, tooMany: 41041 }),
	party: array(int()),
	expires_in: lifetime,
	chat_expires_in: lifetime,
	unionid: string(),
	mark_source: bool(),
	conclusions: object(conclusionsFields),
};
const config_id = string({ required: true, missing: 41043 });

const dayInChina = (time: number) => Math.floor((time / 1000 + 8 * 3600) / daySeconds);

const refuseOneMore = (world: World, { is_temp = false }: ContactWay): Reply | undefined => {
	const { settings, state, now } = world;
	const today = dayInChina(now());
	const others = [...state.contactWays.values()].filter(
		({ given, createdAt }) =>
			(given.is_temp ?? false) === is_temp && (!is_temp || dayInChina(createdAt) === today),
	);
	const limit = is_temp ? settings.tempContactWaysPerDay : settings.contactWayLimit;
	return others.length < limit ? undefined : fail(41045);
};

const qrCode = (world: World, { configId, given }: SavedContactWay) =>
	given.scene === 2 ? { qr_code: pictureUrl(world, 'qr', configId) } : {};

const show = (world: World, way: SavedContactWay) => {
	const { conclusions, is_exclusive: _notShown, ...given } = way.given;
	return {
		config_id: way.configId,
		remark: '',
		skip_verify: true,
		state: '',
		user: [],
		party: [],
		is_temp: false,
		mark_source: true,
		...(given.scene === 1 ? { style: 1 } : {}),
		...(given.is_temp ? tempDefaults : {}),
		...given,
		...qrCode(world, way),
		...(conclusions ? { conclusions: showConclusions(world, conclusions) } : {}),
	};
};

export const contactWayEndpoints = [
	endpoint({
		method: 'POST',
		path: 'externalcontact/add_contact_way',
		body: {
			type: int({ required: true, missing: 41037, min: 1, max: 2, invalid: 41039 }),
			scene: int({ required: true, missing: 41038, min: 1, max: 2, invalid: 41040 }),
			is_temp: bool(),
			is_exclusive: bool(),
			...changeable,
		},
		handle: ({ world, body: given }) => {
			const refusal = refuseContactWay(world, given) ?? refuseOneMore(world, given);
			if (refusal) return refusal;
			const way = { configId: newId('', 24), createdAt: world.now(), used: false, given };
			world.state.contactWays.set(way.configId, way);
			return ok({ config_id: way.configId, ...qrCode(world, way) });
		},
	}),
	endpoint({
		method: 'POST',
		path: 'externalcontact/get_contact_way',
		body: { config_id },
		handle: ({ world, body }) => {
			const way = world.state.contactWays.get(body.config_id);
			return way ? ok({ contact_way: show(world, way) }) : fail(41044);
		},
	}),
	endpoint({
		method: 'POST',
		path: 'externalcontact/list_contact_way',
		body: {
			start_time: int({ min: 0 }),
			end_time: int({ min: 0 }),
			cursor: string(),
			limit: int({ min: 1, max: 1000, fallback: 100 }),
		},
		handle: ({ world, body }) => {
			const { end_time: end = seconds(world), cursor, limit } = body;
			const start = body.start_time ?? seconds(world) - 90 * daySeconds;
			if (start > end) return fail(40058, 'start_time is after end_time');
			const from = Math.max(start, listedSince);
			const items = unsorted(world.state.contactWays.values()).filter(({ given, createdAt }) => {
				const created = Math.floor(createdAt / 1000);
				return !given.is_temp && created >= from && created <= end;
			});
			const listing = `list_contact_way ${body.start_time} ${body.end_time}`;
			const result = page(world, { listing, items, size: limit, cursor });
			if (!result) return fail(50100);
			return ok({
				contact_way: result.items.map(({ configId }) => ({ config_id: configId })),
				next_cursor: result.nextCursor,
			});
		},
	}),
	endpoint({
		method: 'POST',
		path: 'externalcontact/update_contact_way',
		body: { config_id, ...changeable },
		handle: ({ world, body: { config_id: id, ...changes } }) => {
			const way = world.state.contactWays.get(id);
			if (!way) return fail(41044);
			if (isVoid(world, way)) return fail(41044, 'a temporary contact way that is no longer valid');
			const given = { ...way.given, ...changes };
			const refusal = refuseContactWay(world, given);
			if (refusal) return refusal;
			way.given = given;
			return ok();
		},
	}),
	endpoint({
		method: 'POST',
		path: 'externalcontact/del_contact_way',
		body: { config_id },
		handle: ({ world, body }) =>
			world.state.contactWays.delete(body.config_id) ? ok() : fail(41044),
	}),
];
