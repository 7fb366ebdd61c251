import { acquisition } from '../acquisition';
import { fail, ok, type Reply } from '../errors';
import { newId } from '../ids';
import { page } from '../paging';
import { int, string } from '../schema';
import type { App } from '../types';
import { endpoint } from './endpoint';

// Of a provider's acquisition component (获客助手组件). What WeCom answers to others is not documented: here 48002.

const root = 'externalcontact/customer_acquisition';
const longestSpan = 31 * 24 * 3600;

type Component = NonNullable<App['acquisitionComponent']>;

const asComponent = (app: App | undefined, handle: (component: Component) => Reply): Reply =>
	app?.acquisitionComponent ? handle(app.acquisitionComponent) : fail(48002, 'not a component');

export const acquisitionComponentEndpoints = [
	// https://developer.work.weixin.qq.com/document/path/99610
	endpoint({
		method: 'POST',
		path: `${root}/get_comp_auth_info`,
		callers: ['thirdParty'],
		handle: ({ app }) =>
			asComponent(app, ({ payMode, price }) =>
				ok({ pay_mode: payMode, ...(payMode === 1 && { price }), link_auth_mode: 0 }),
			),
	}),
	// https://developer.work.weixin.qq.com/document/path/99603
	endpoint({
		method: 'POST',
		path: `${root}/create_once_key`,
		body: {
			link_id: string({ required: true }),
			key_num: int({ min: 1, max: 1000, fallback: 100 }),
		},
		callers: ['thirdParty'],
		handle: ({ world, app, body }) =>
			asComponent(app, ({ payMode, links }) => {
				if (payMode !== 1) return fail(41099);
				if (!links.includes(body.link_id)) return fail(60136, 'link_id');
				const keys = Array.from({ length: body.key_num }, () => newId('', 24));
				for (const key of keys) {
					const kept = { linkId: body.link_id, createdAt: world.now() };
					acquisition(world).onceKeys.set(key, kept);
				}
				return ok({ keys });
			}),
	}),
	// https://developer.work.weixin.qq.com/document/path/99602
	endpoint({
		method: 'POST',
		path: 'service/customer_acquisition/get_bill_list',
		token: 'suite',
		body: {
			begin_time: int({ required: true }),
			end_time: int({ required: true }),
			auth_corpid: string({ required: true, missing: 41002 }),
			cursor: string(),
			limit: int({ min: 1, max: 1000, fallback: 100 }),
		},
		callers: ['thirdParty'],
		handle: ({ world, app, body }) =>
			asComponent(app, () => {
				const { begin_time, end_time, auth_corpid, cursor, limit } = body;
				if (auth_corpid !== world.corp.corpId) return fail(40013);
				if (end_time < begin_time) return fail(40058, 'end_time is before begin_time');
				if (end_time - begin_time > longestSpan) return fail(40058, 'more than 31 days');
				const items = acquisition(world).bills.filter(
					({ timestamp }) => timestamp >= begin_time && timestamp <= end_time,
				);
				const listing = `get_bill_list ${begin_time} ${end_time}`;
				const result = page(world, { listing, items, size: limit, cursor });
				if (!result) return fail(50100);
				// The last page has no cursor at all.
				const next = result.nextCursor === '' ? {} : { next_cursor: result.nextCursor };
				return ok({ bill_list: result.items, ...next });
			}),
	}),
];
