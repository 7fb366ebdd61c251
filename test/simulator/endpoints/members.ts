import { fail, ok, type Reply } from '../errors';
import { mappedIds } from '../mappedIds';
import { memberTags } from '../memberTags';
import { unsorted } from '../paging';
import { int, string } from '../schema';
import { slice } from '../slice';
import type { App, Member } from '../types';
import { kindOf, seesNames } from '../views';
import type { World } from '../world';
import { refuseDepartment } from './departments';
import { endpoint } from './endpoint';

// The address book, read only.

/** What an application gets in place of a name that it may not know. */
const nameOf = (app: App | undefined, { name, userid }: Member) => {
	if (seesNames(app)) return name;
	return app?.ownIds ? mappedIds.openUserId(userid) : userid;
};

const openId = (app: App | undefined, { userid }: Member) =>
	kindOf(app) === 'thirdParty' ? { open_userid: userid } : {};

const brief = (app: App | undefined, member: Member) => ({
	userid: member.userid,
	name: nameOf(app, member),
	department: member.departments,
	...openId(app, member),
});

/** What the administrator or the member has to consent to, since 2022-06-20. A withheld gender is 0, all else is absent. */
const sensitive = (app: App | undefined, member: Member) =>
	app?.seesMobiles
		? {
				mobile: member.mobile ?? '',
				gender: member.gender ?? '0',
				email: member.email ?? '',
				biz_mail: member.bizMail ?? '',
				avatar: `https://wework.qpic.cn/wwhead/${member.userid}/0`,
				qr_code: `https://open.work.weixin.qq.com/wwopen/userQRCode?vcode=${member.userid}`,
				address: '',
			}
		: { gender: '0' };

const work = (app: App | undefined, { position = '', telephone = '' }: Member) =>
	seesNames(app)
		? {
				position,
				telephone,
				extattr: { attrs: [] },
				external_position: position,
				external_profile: { external_corp_name: '星河', external_attr: [] },
			}
		: {};

/** A member as the application sees them (90196, 90193). */
const show = (app: App | undefined, member: Member) => ({
	...brief(app, member),
	order: member.departments.map(() => 0),
	is_leader_in_dept: member.departments.map((id) => (member.leads?.includes(id) ? 1 : 0)),
	direct_leader: [],
	alias: member.alias ?? '',
	status: member.activated ? 1 : 4,
	main_department: member.departments[0] ?? 1,
	...sensitive(app, member),
	...work(app, member),
});

const found = ({ state }: World, id: string): Member | undefined => {
	const member = state.members.get(id);
	return member?.inScope ? member : undefined;
};

const ofDepartment = (
	world: World,
	id: number,
	shown: (member: Member) => Record<string, unknown>,
): Reply =>
	refuseDepartment(world, id) ??
	ok({
		userlist: unsorted(
			[...world.state.members.values()].filter(
				({ departments, inScope }) => inScope && departments.includes(id),
			),
		).map(shown),
	});

const department_id = int({ min: 1, required: true, missing: 60123 });

const DAY_MS = 24 * 3600 * 1000;
const MISS_SHARE = 0.2;

/** Who was looked for and not found, by application and path. */
const misses = slice(() => new Map<string, { count: number; blockedUntil: number }>());

/** Somebody by what is known of them. Misses over 20 % of the headcount limit block the application for a day. */
const lookUp = (world: World, key: string, isMeant: (member: Member) => boolean): Reply => {
	const state = misses(world).get(key) ?? { count: 0, blockedUntil: 0 };
	misses(world).set(key, state);
	if (world.now() < state.blockedUntil) return fail(45009);
	const member = [...world.state.members.values()].find((one) => one.inScope && isMeant(one));
	if (member) return ok({ userid: member.userid });
	state.count += 1;
	if (state.count > world.settings.headcountLimit * MISS_SHARE) {
		Object.assign(state, { count: 0, blockedUntil: world.now() + DAY_MS });
	}
	return fail(46004);
};

// https://developer.work.weixin.qq.com/document/path/90196, 90200, 90201, 95402, 95895, 90216, 90213
export const memberEndpoints = [
	endpoint({
		method: 'GET',
		path: 'user/get',
		query: { userid: string({ required: true, missing: 41009 }) },
		handle: ({ world, app, query: { userid } }) => {
			const member = found(world, userid);
			return member ? ok(show(app, member)) : fail(60111, userid);
		},
	}),
	endpoint({
		method: 'GET',
		path: 'user/simplelist',
		query: { department_id },
		handle: ({ world, app, query }) =>
			ofDepartment(world, query.department_id, (member) => brief(app, member)),
	}),
	endpoint({
		method: 'GET',
		path: 'user/list',
		callers: ['selfBuilt', 'delegated'],
		query: { department_id },
		handle: ({ world, app, query }) =>
			ofDepartment(world, query.department_id, (member) => show(app, member)),
	}),
	endpoint({
		method: 'POST',
		path: 'user/getuserid',
		body: { mobile: string({ required: true, maxBytes: 32 }) },
		handle: ({ world, app, body: { mobile } }) =>
			lookUp(world, `${app?.name} mobile`, (member) => member.mobile === mobile),
	}),
	endpoint({
		method: 'POST',
		path: 'user/get_userid_by_email',
		body: { email: string({ required: true }), email_type: int({ min: 1, max: 2, fallback: 1 }) },
		handle: ({ world, app, body: { email, email_type: type } }) =>
			lookUp(
				world,
				`${app?.name} email`,
				(member) => (type === 2 ? member.email : member.bizMail) === email,
			),
	}),
	endpoint({
		method: 'GET',
		path: 'tag/list',
		callers: ['selfBuilt', 'delegated'],
		handle: ({ world }) =>
			ok({
				taglist: [...memberTags(world.state)].map(([tagid, { name }]) => ({
					tagid,
					tagname: name,
				})),
			}),
	}),
	endpoint({
		method: 'GET',
		path: 'tag/get',
		callers: ['selfBuilt', 'delegated'],
		query: { tagid: int({ min: 1, required: true, missing: 41017, invalid: 40068 }) },
		handle: ({ world, app, query: { tagid } }) => {
			const tag = memberTags(world.state).get(tagid);
			if (!tag) return fail(40068);
			const members = tag.members.flatMap((id) => found(world, id) ?? []);
			return ok({
				tagname: tag.name,
				userlist: members.map((member) => ({ userid: member.userid, name: nameOf(app, member) })),
				partylist: tag.departments.filter((id) => !refuseDepartment(world, id)),
			});
		},
	}),
];
