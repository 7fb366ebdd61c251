import { acquisition, type AcquisitionLink } from '../acquisition';
import { membersOfDepartment } from '../departments';
import { fail, ok, type Reply } from '../errors';
import { newId } from '../ids';
import { page, unsorted } from '../paging';
import { array, bool, int, object, string, type Values } from '../schema';
import type { App } from '../types';
import { seconds, type World } from '../world';
import { endpoint } from './endpoint';
import { refuseMember, userid } from './people';

const daySeconds = 24 * 3600;
const longestSpan = 30 * daySeconds;
const keptSeconds = 180 * daySeconds;
const chatKeyLifeMs = 30 * 60 * 1000;
const maxPeople = 500;
const root = 'externalcontact/customer_acquisition';

const link_id = string({ required: true });
/** What can be set when creating and changed later. */
const changeable = {
	range: object({ user_list: array(userid), department_list: array(int()) }),
	skip_verify: bool(),
	mark_source: bool(),
	priority_option: object({
		priority_type: int({ required: true, min: 1, max: 2 }),
		priority_userid_list: array(userid, { max: 1000 }),
	}),
};
type Changes = Values<typeof changeable>;

/** Whether a link is this application's: it made it, or, as a component, was given it. */
const isOf = (app: App | undefined, { linkId, appName }: AcquisitionLink) =>
	app?.acquisitionComponent
		? app.acquisitionComponent.links.includes(linkId)
		: appName === app?.name;

/** A component works with links that others made. What WeCom answers to its own is not documented. */
const refuseComponent = (app: App | undefined): Reply | undefined =>
	app?.acquisitionComponent ? fail(48002, 'not for components') : undefined;

const linkOf = (world: World, app: App | undefined, id: string): AcquisitionLink | undefined => {
	const link = acquisition(world).links.get(id);
	return link && isOf(app, link) ? link : undefined;
};

const refuseDepartment = ({ state }: World, id: number): Reply | undefined => {
	const department = state.departments.get(id);
	if (!department) return fail(60003, `${id}`);
	return department.inScope ? undefined : fail(60011, `department ${id}`);
};

const refuseRange = (world: World, range: Changes['range']): Reply | undefined => {
	const { user_list: users = [], department_list: departments = [] } = range ?? {};
	const people = new Set([
		...users,
		...departments.flatMap((id) => membersOfDepartment(world.state, id).map((one) => one.userid)),
	]);
	return (
		users.map((id) => refuseMember(world, id)).find(Boolean) ??
		departments.map((id) => refuseDepartment(world, id)).find(Boolean) ??
		(people.size === 0 ? fail(40058, 'nobody in the range') : undefined) ??
		(people.size > maxPeople ? fail(40058, `${people.size} people in the range`) : undefined)
	);
};

const refusePriority = (world: World, option: Changes['priority_option']): Reply | undefined => {
	if (!option) return undefined;
	const { priority_type: type, priority_userid_list: users = [] } = option;
	const fits = type === 2 ? users.length > 0 : users.length === 0;
	if (!fits) return fail(40058, 'priority_userid_list is for priority_type 2');
	return users.map((id) => refuseMember(world, id)).find(Boolean);
};

/** By its comp_scene WeCom tells the clicks of a component. */
const show = (app: App | undefined, { linkId, createdAt, given }: AcquisitionLink) => ({
	link_name: given.link_name,
	url: `https://work.weixin.qq.com/ca/${linkId}${app?.acquisitionComponent ? `?comp_scene=scene${linkId.slice(-8)}` : ''}`,
	create_time: Math.floor(createdAt / 1000),
});

const list = (
	world: World,
	listing: string,
	items: string[] | object[],
	size: number,
	cursor?: string,
) => page<string | object>(world, { listing, items, size, cursor });

export const acquisitionEndpoints = [
	endpoint({
		method: 'POST',
		path: `${root}/list_link`,
		body: { limit: int({ min: 1, max: 100, fallback: 100 }), cursor: string() },
		handle: ({ world, app, body: { limit, cursor } }) => {
			const own = unsorted(acquisition(world).links.values()).filter((link) => isOf(app, link));
			const ids = own.map(({ linkId }) => linkId);
			const result = list(world, `list_link ${app?.name}`, ids, limit, cursor);
			if (!result) return fail(50100);
			return ok({ link_id_list: result.items, next_cursor: result.nextCursor });
		},
	}),
	endpoint({
		method: 'POST',
		path: `${root}/get`,
		body: { link_id },
		handle: ({ world, app, body }) => {
			const link = linkOf(world, app, body.link_id);
			if (!link) return fail(60136, 'link_id');
			const { range, skip_verify = true, mark_source = true, priority_option } = link.given;
			return ok({
				link: { ...show(app, link), skip_verify, mark_source },
				range: { user_list: [], department_list: [], ...range },
				...(priority_option && { priority_option }),
			});
		},
	}),
	endpoint({
		method: 'POST',
		path: `${root}/create_link`,
		body: { link_name: string({ required: true, maxChars: 30 }), ...changeable },
		handle: ({ world, app, body: { range = {}, ...others } }) => {
			const refusal =
				refuseComponent(app) ??
				refuseRange(world, range) ??
				refusePriority(world, others.priority_option);
			if (refusal) return refusal;
			const linkId = newId('ca', 16);
			const link = {
				linkId,
				appName: app?.name ?? '',
				createdAt: world.now(),
				given: { ...others, range },
			};
			acquisition(world).links.set(linkId, link);
			return ok({ link: { link_id: linkId, ...show(app, link) } });
		},
	}),
	endpoint({
		method: 'POST',
		path: `${root}/update_link`,
		body: { link_id, link_name: string({ maxChars: 30 }), ...changeable },
		handle: ({ world, app, body: { link_id: id, ...changes } }) => {
			const link = linkOf(world, app, id);
			if (!link) return fail(60136, 'link_id');
			const given = { ...link.given, ...changes };
			const refusal =
				refuseComponent(app) ??
				refuseRange(world, given.range) ??
				refusePriority(world, given.priority_option);
			if (refusal) return refusal;
			link.given = given;
			return ok();
		},
	}),
	endpoint({
		method: 'POST',
		path: `${root}/delete_link`,
		body: { link_id },
		handle: ({ world, app, body }) => {
			if (!linkOf(world, app, body.link_id)) return fail(60136, 'link_id');
			const refusal = refuseComponent(app);
			if (refusal) return refusal;
			acquisition(world).links.delete(body.link_id);
			return ok();
		},
	}),
	endpoint({
		method: 'POST',
		path: `${root}/customer`,
		body: { link_id, limit: int({ min: 1, max: 1000, fallback: 1000 }), cursor: string() },
		handle: ({ world, app, body: { link_id: id, limit, cursor } }) => {
			if (!linkOf(world, app, id)) return fail(60136, 'link_id');
			const customers = acquisition(world).visits.flatMap(({ linkId, customer, state }) =>
				linkId === id && customer
					? [
							{
								external_userid: customer.externalUserId,
								userid: customer.userId,
								chat_status: customer.chatStatus,
								state,
							},
						]
					: [],
			);
			const result = list(world, `customers of ${id}`, unsorted(customers), limit, cursor);
			if (!result) return fail(50100);
			return ok({ customer_list: result.items, next_cursor: result.nextCursor });
		},
	}),
	endpoint({
		method: 'POST',
		path: `${root}/statistic`,
		body: { link_id, start_time: int({ required: true }), end_time: int({ required: true }) },
		handle: ({ world, app, body: { link_id: id, start_time: start, end_time: end } }) => {
			if (!linkOf(world, app, id)) return fail(60136, 'link_id');
			if (end < start) return fail(40058, 'end_time is before start_time');
			if (end - start > longestSpan) return fail(40058, 'more than 30 days');
			// Days are kept as a whole.
			if (start < seconds(world) - keptSeconds - daySeconds)
				return fail(40058, 'more than 180 days ago');
			const visits = acquisition(world).visits.filter(
				({ linkId, at }) => linkId === id && at >= start * 1000 && at < (end + 1) * 1000,
			);
			return ok({
				click_link_customer_cnt: visits.length,
				new_customer_cnt: visits.filter(({ customer }) => customer).length,
			});
		},
	}),
	endpoint({
		method: 'POST',
		path: `${root}/get_chat_info`,
		body: { chat_key: string({ required: true, missing: 41201 }) },
		handle: ({ world, app, body }) => {
			const chat = acquisition(world).chats.get(body.chat_key);
			const fits = chat && world.now() - chat.createdAt < chatKeyLifeMs;
			if (!fits || !linkOf(world, app, chat.linkId)) return fail(41201);
			return ok({
				// A component hears of nobody.
				...(!app?.acquisitionComponent && {
					userid: chat.userId,
					external_userid: chat.externalUserId,
				}),
				chat_info: { recv_msg_cnt: chat.messages, link_id: chat.linkId, state: chat.state },
			});
		},
	}),
	endpoint({
		method: 'GET',
		path: 'externalcontact/customer_acquisition_quota',
		handle: ({ world }) => {
			const { visits, quota: total } = acquisition(world);
			const balance = total - visits.filter(({ customer }) => customer).length;
			const expire_date = seconds(world) + 365 * daySeconds;
			return ok({ total, balance, quota_list: [{ expire_date, balance }] });
		},
	}),
];
