import { appMessages } from '../appMessages';
import { membersOfDepartment } from '../departments';
import { fail, ok, type Reply } from '../errors';
import { newId } from '../ids';
import { array, int, object, string, type Fields } from '../schema';
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
	template_card: {
		card_type: string({ required: true, pattern: /^(text|news)_notice$/ }),
		main_title: object({ title: string({ required: true }), desc: string() }),
		sub_title_text: string(),
		card_image: object({ url: string({ ...page, required: true }) }),
		card_action: object({ type: int({ min: 1, max: 2 }), url: string(page) }, { required: true }),
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
	const { tags } = appMessages(state);
	const users = split(touser);
	const parties = split(toparty).map(Number);
	const wantedTags = split(totag).map(Number);
	const reached = [
		...users.flatMap((id) => member(id) ?? []),
		...parties
			.filter((id) => state.departments.get(id)?.inScope)
			.flatMap((id) => membersOfDepartment(state, id)),
		...wantedTags.flatMap((id) => tags.get(id) ?? []).flatMap((id) => member(id) ?? []),
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

/** What a schema can not say: whether a file is there, and what each kind of card needs. */
const refuseContent = (world: World, msgtype: Kind, said: Record<string, unknown>) => {
	switch (msgtype) {
		case 'image':
		case 'file':
		case 'voice':
		case 'video':
			return refuseMedia(world, msgtype, String(said.media_id));
		case 'template_card':
			if (said.card_type === 'news_notice')
				return said.main_title && said.card_image ? undefined : fail(40058, 'news_notice');
			return (said.main_title ?? said.sub_title_text) ? undefined : fail(40058, 'text_notice');
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
				refuseContent(world, msgtype, said) ?? refuseCounts(body) ?? refuseAgent(agentid, app!);
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
			const { messages, checked } = appMessages(world.state);
			const key = JSON.stringify(body);
			const isRepeated = body.enable_duplicate_check === 1 && (checked.get(key) ?? 0) > world.now();
			if (body.enable_duplicate_check === 1 && !isRepeated)
				checked.set(key, world.now() + body.duplicate_check_interval * 1000);
			if (isRepeated) return ok({ ...missed, msgid });
			messages.push({
				msgid,
				agentId: app!.agentId,
				msgtype,
				content: typeof said.content === 'string' ? { ...said, content: cut(said.content) } : said,
				to,
				translated: body.enable_id_trans === 1,
				at: world.now(),
			});
			return ok({ ...missed, msgid });
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
];
