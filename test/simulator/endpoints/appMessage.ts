import { appMessages, newResponseCode, type AppMessage } from '../appMessages';
import { membersOfDepartment } from '../departments';
import { fail, ok, type Reply } from '../errors';
import { newId } from '../ids';
import { memberTags } from '../memberTags';
import { array, bool, int, object, string, type Fields } from '../schema';
import type { App } from '../types';
import { isUnlicensed } from '../views';
import type { World } from '../world';
import { refuseMedia } from './attachments';
import { endpoint } from './endpoint';

const longestText = 2048;
const everybody = '@all';
const flag = int({ min: 0, max: 1 });

/** With a scheme. */
const page = { maxBytes: 2048, pattern: /^[a-z][\w+.-]*:\/\//i, invalid: 40094 } as const;
const mediaId = string({ required: true, missing: 41006 });

/** What each msgtype takes. A text that is too long is no error. */
const kinds = {
	text: { content: string({ required: true, missing: 44004 }) },
	markdown: { content: string({ required: true, missing: 44004 }) },
	textcard: {
		title: string({ required: true, missing: 41016, maxChars: 128, invalid: 45002 }),
		description: string({ required: true, missing: 41033, maxChars: 512, invalid: 45002 }),
		url: string({ ...page, required: true, missing: 41010 }),
		btntxt: string({ maxChars: 4 }),
	},
	news: {
		articles: array(
			object({
				title: string({ required: true, missing: 41016, maxBytes: 128, invalid: 45002 }),
				description: string({ maxBytes: 512, invalid: 45002 }),
				url: string({ ...page, required: true, missing: 41010 }),
				picurl: string(page),
			}),
			{ required: true, missing: 45008, max: 8, tooMany: 45008 },
		),
	},
	image: { media_id: mediaId },
	file: { media_id: mediaId },
	voice: { media_id: mediaId },
	video: {
		media_id: mediaId,
		title: string({ maxBytes: 128, invalid: 45002 }),
		description: string({ maxBytes: 512, invalid: 45002 }),
	},
	miniprogram_notice: {
		appid: string({ required: true }),
		page: string({ maxBytes: 1024 }),
		title: string({ required: true, missing: 41016, pattern: /^.{4,12}$/su, invalid: 45002 }),
		description: string({ pattern: /^.{4,12}$/su, invalid: 45002 }),
		emphasis_first_item: bool(),
		content_item: array(
			object({
				key: string({ required: true, maxChars: 10 }),
				value: string({ required: true, maxChars: 30 }),
			}),
			{ max: 10 },
		),
	},
	template_card: {
		card_type: string({ required: true }),
		source: object({ icon_url: string(page), desc: string() }),
		main_title: object({ title: string({ required: true }), desc: string() }),
		quote_area: object({ title: string(), quote_text: string() }),
		sub_title_text: string(),
		horizontal_content_list: array(
			object({
				type: int({ min: 1, max: 3 }),
				keyname: string({ required: true }),
				value: string(),
				url: string(page),
				userid: string(),
			}),
			{ max: 6 },
		),
		vertical_content_list: array(object({ title: string({ required: true }), desc: string() }), {
			max: 4,
		}),
		jump_list: array(
			object({
				type: int({ min: 0, max: 2 }),
				title: string({ required: true }),
				url: string(page),
			}),
			{ max: 3 },
		),
		card_image: object({ url: string({ ...page, required: true }) }),
		card_action: object({ type: int({ min: 1, max: 2 }), url: string(page) }),
		action_menu: object({
			desc: string(),
			action_list: array(
				object({ text: string({ required: true }), key: string({ required: true }) }),
				{ required: true, max: 3 },
			),
		}),
		task_id: string({ maxBytes: 128, pattern: /^[\w@-]+$/, invalid: 42014 }),
		button_list: array(
			object({
				type: int({ min: 0, max: 1 }),
				text: string({ required: true }),
				style: int({ min: 1, max: 4 }),
				key: string(),
				url: string(page),
			}),
			{ max: 6 },
		),
	},
} as const satisfies Record<string, Fields>;
type Kind = keyof typeof kinds;

const isKind = (msgtype: string): msgtype is Kind => Object.hasOwn(kinds, msgtype);

/** Those that can be confidential: nobody can forward them. */
const safeKinds = ['text', 'image', 'file', 'video'];

const split = (list: string | undefined) => (list ? list.split('|') : []);

const cut = (text: string) => {
	const bytes = Buffer.from(text);
	return bytes.length <= longestText ? text : bytes.toString('utf8', 0, longestText);
};

interface Audience {
	touser?: string;
	toparty?: string;
	totag?: string;
}

/** Who gets it, and who of those that were named does not. Members are not told by upper and lower case. */
const audienceOf = (world: World, app: App, { touser, toparty, totag }: Audience) => {
	const { state } = world;
	const visible = [...state.members.values()].filter(({ inScope }) => inScope);
	if (touser === everybody) {
		return {
			to: visible.map(({ userid }) => userid),
			users: [],
			parties: [],
			tags: [],
			unlicensed: [],
		};
	}
	const member = (id: string) =>
		visible.find(({ userid }) => userid.toLowerCase() === id.toLowerCase());
	const tags = memberTags(state);
	const users = split(touser);
	const parties = split(toparty).map(Number);
	const wantedTags = split(totag).map(Number);
	const tagged = wantedTags.flatMap((id) => tags.get(id) ?? []);
	const reached = [
		...users.flatMap((id) => member(id) ?? []),
		...[...parties, ...tagged.flatMap(({ departments }) => departments)]
			.filter((id) => state.departments.get(id)?.inScope)
			.flatMap((id) => membersOfDepartment(state, id)),
		...tagged.flatMap(({ members }) => members).flatMap((id) => member(id) ?? []),
	].filter(({ inScope }) => inScope);
	const all = [...new Set(reached.map(({ userid }) => userid))];
	const unlicensed = all.filter((id) => isUnlicensed(world, app, id));
	return {
		to: all.filter((id) => !unlicensed.includes(id)),
		users: users.filter((id) => !member(id)).map((id) => id.toLowerCase()),
		parties: parties.filter((id) => !state.departments.get(id)?.inScope),
		tags: wantedTags.filter((id) => !tags.has(id)),
		unlicensed: unlicensed.map((id) => id.toLowerCase()),
	};
};

const refuseCounts = ({ touser, toparty, totag }: Audience): Reply | undefined => {
	if (!touser && !toparty && !totag) return fail(82001);
	if (split(touser).length > 1000) return fail(40032);
	if (split(toparty).length > 100) return fail(82002);
	return split(totag).length > 100 ? fail(82003) : undefined;
};

const refuseAgent = (agentId: number | undefined, app: App): Reply | undefined => {
	if (agentId === undefined) return fail(41011);
	return agentId === app.agentId ? undefined : fail(301002, 'the agentid of another app');
};

/** A mini program names itself by its appid, and not everybody. */
const refuseNotice = (agentId: number | undefined, touser?: string): Reply | undefined => {
	if (agentId !== undefined) return fail(40058, 'agentid of a miniprogram_notice');
	return touser === everybody ? fail(82001) : undefined;
};

/** What each kind of template card must have, and what only some can have. */
const cards: Record<string, { needs: string[]; has: string[] }> = {
	text_notice: { needs: ['card_action'], has: ['sub_title_text', 'jump_list'] },
	news_notice: {
		needs: ['main_title', 'card_image', 'card_action'],
		has: ['jump_list', 'vertical_content_list'],
	},
	button_interaction: {
		needs: ['main_title', 'task_id', 'button_list'],
		has: ['sub_title_text', 'card_action'],
	},
};
const ofEveryCard = [
	'card_type',
	'main_title',
	'source',
	'quote_area',
	'horizontal_content_list',
	'action_menu',
	'task_id',
];

/** Those of which WeCom tells who clicks. */
const tellsClicks = ({ button_list, action_menu }: Record<string, unknown>) =>
	button_list !== undefined || action_menu !== undefined;

interface Entry {
	type?: number;
	key?: string;
	url?: string;
	userid?: string;
}

const refuseCard = (world: World, app: App, card: Record<string, unknown>): Reply | undefined => {
	const kind = cards[String(card.card_type)];
	if (!kind) return fail(40058, 'card_type');
	const missing = kind.needs.find((name) => card[name] === undefined);
	if (missing) return fail(missing === 'task_id' ? 42014 : 40058, `${missing} is missing`);
	if (!card.main_title && !card.sub_title_text) return fail(40058, 'text_notice');
	const known = [...ofEveryCard, ...kind.needs, ...kind.has];
	const stray = Object.keys(card).find((name) => !known.includes(name));
	if (stray) return fail(40058, `${stray} does not belong to ${String(card.card_type)}`);
	const rows = (card.horizontal_content_list ?? []) as Entry[];
	const buttons = (card.button_list ?? []) as Entry[];
	const links = [...rows, ...buttons, ...((card.jump_list ?? []) as Entry[])];
	if (links.some(({ type, url }) => type === 1 && !url)) return fail(41010);
	if (rows.some(({ type, userid }) => type === 3 && !userid)) return fail(41009);
	const keys = buttons.filter(({ type = 0 }) => type === 0).map(({ key }) => key);
	if (keys.includes(undefined) || keys.includes('')) return fail(42027, 'key');
	if (!tellsClicks(card)) return undefined;
	if (card.task_id === undefined) return fail(42014, 'task_id is missing');
	if (app.noCallbackUrl) return fail(43012);
	return appMessages(world.state).tasks.has(`${app.agentId}-${String(card.task_id)}`)
		? fail(42014, 'task_id was used')
		: undefined;
};

/** What a schema can not say: whether a file is there, and what each kind of card needs. */
const refuseContent = (
	world: World,
	app: App,
	msgtype: Kind,
	said: Record<string, unknown>,
): Reply | undefined => {
	switch (msgtype) {
		case 'image':
		case 'file':
		case 'voice':
		case 'video':
			return refuseMedia(world, msgtype, String(said.media_id));
		case 'template_card':
			return refuseCard(world, app, said);
		case 'miniprogram_notice':
			return app.miniProgram ? undefined : fail(48002);
		default:
			return undefined;
	}
};

const list = (name: string, ids: Array<string | number>) =>
	ids.length > 0 ? { [name]: ids.join('|') } : {};

const contents = Object.fromEntries(
	Object.entries(kinds).map(([kind, fields]) => [kind, object(fields)]),
) as { [K in Kind]: ReturnType<typeof object<(typeof kinds)[K]>> };

// https://developer.work.weixin.qq.com/document/path/90236
export const appMessageEndpoints = [
	endpoint({
		method: 'POST',
		path: 'message/send',
		body: {
			touser: string(),
			toparty: string(),
			totag: string(),
			msgtype: string({ required: true, missing: 40008 }),
			agentid: int({ invalid: 40056 }),
			safe: int({ min: 0, max: 2 }),
			enable_id_trans: flag,
			enable_duplicate_check: flag,
			duplicate_check_interval: int({ min: 1, max: 4 * 3600, fallback: 1800 }),
			...contents,
		},
		handle: ({ world, app, body }) => {
			const { msgtype, agentid, safe = 0 } = body;
			if (!isKind(msgtype)) return fail(40008, msgtype);
			const said = body[msgtype] as Record<string, unknown> | undefined;
			if (!said) return fail(44004, `${msgtype} is missing`);
			const others = Object.keys(kinds).filter((kind) => kind !== msgtype && kind in body);
			if (others.length > 0) return fail(40058, `${others[0]} does not belong to ${msgtype}`);
			if (safe !== 0 && !safeKinds.includes(msgtype)) return fail(40058, `safe of ${msgtype}`);
			const refusal =
				refuseContent(world, app!, msgtype, said) ??
				refuseCounts(body) ??
				(msgtype === 'miniprogram_notice'
					? refuseNotice(agentid, body.touser)
					: refuseAgent(agentid, app!));
			if (refusal) return refusal;
			const { to, users, parties, tags, unlicensed } = audienceOf(world, app!, body);
			const missed = {
				...list('invaliduser', users),
				...list('invalidparty', parties),
				...list('invalidtag', tags),
				...list('unlicenseduser', unlicensed),
			};
			if (to.length === 0) return { ...fail(81013), ...missed };
			const msgid = newId('appmsg');
			const { messages, checked, tasks } = appMessages(world.state);
			const key = JSON.stringify(body);
			const isRepeated = body.enable_duplicate_check === 1 && (checked.get(key) ?? 0) > world.now();
			if (body.enable_duplicate_check === 1 && !isRepeated)
				checked.set(key, world.now() + body.duplicate_check_interval * 1000);
			if (isRepeated) return ok({ ...missed, msgid });
			const message: AppMessage = {
				msgid,
				agentId: app!.agentId,
				msgtype,
				content: typeof said.content === 'string' ? { ...said, content: cut(said.content) } : said,
				to,
				translated: body.enable_id_trans === 1,
				at: world.now(),
				codes: [],
			};
			messages.push(message);
			if (!tellsClicks(said)) return ok({ ...missed, msgid });
			tasks.add(`${app!.agentId}-${String(said.task_id)}`);
			return ok({ ...missed, msgid, response_code: newResponseCode(world, message) });
		},
	}),
	// https://developer.work.weixin.qq.com/document/path/94867
	endpoint({
		method: 'POST',
		path: 'message/recall',
		body: { msgid: string({ required: true }) },
		handle: ({ world, app, body: { msgid } }) => {
			const message = appMessages(world.state).messages.find((one) => one.msgid === msgid);
			if (message?.agentId !== app!.agentId) return fail(40058, 'msgid');
			if (world.now() - message.at > 24 * 3600 * 1000) return fail(42052);
			message.recalled = true;
			return ok();
		},
	}),
	// https://developer.work.weixin.qq.com/document/path/94888
	endpoint({
		method: 'POST',
		path: 'message/update_template_card',
		body: {
			userids: array(string(), { max: 1000, tooMany: 40032 }),
			partyids: array(int(), { max: 100, tooMany: 82002 }),
			tagids: array(int(), { max: 100, tooMany: 82003 }),
			atall: flag,
			agentid: int({ required: true, missing: 41011, invalid: 40056 }),
			response_code: string({ required: true, missing: 60140 }),
			button: object({ replace_name: string({ required: true }) }, { required: true }),
		},
		handle: ({ world, app, body }) => {
			const { userids = [], partyids = [], tagids = [], atall, agentid } = body;
			const refusal = refuseAgent(agentid, app!);
			if (refusal) return refusal;
			const { messages } = appMessages(world.state);
			const isGiven = ({ code }: { code: string }) => code === body.response_code;
			const card = messages.find(({ codes }) => codes.some(isGiven));
			const given = card?.codes.find(isGiven);
			if (!card || !given || given.used || card.agentId !== agentid) return fail(60140);
			if (world.now() - given.at > 72 * 3600 * 1000) return fail(60140);
			// WeCom's page says no code for it.
			if (card.content.button_list === undefined) return fail(40058, 'a card without buttons');
			if (atall !== 1 && [...userids, ...partyids, ...tagids].length === 0) return fail(82001);
			const named = audienceOf(world, app!, {
				touser: userids.join('|'),
				toparty: partyids.join('|'),
				totag: tagids.join('|'),
			});
			const reached = atall === 1 ? card.to : named.to.filter((id) => card.to.includes(id));
			given.used = true;
			const done = [...new Set([...(card.replaced?.for ?? []), ...reached])];
			card.replaced = { by: body.button.replace_name, for: done };
			const lower = (id: string) => id.toLowerCase();
			const others = userids.map(lower).filter((id) => !reached.map(lower).includes(id));
			return ok({ invaliduser: atall === 1 ? [] : others });
		},
	}),
];
