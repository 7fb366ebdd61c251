import { fail, ok, type Reply } from '../errors';
import { newId } from '../ids';
import { customersOf, moments, sendersOf, type Moment, type Publication } from '../moments';
import { page, unsorted } from '../paging';
import { array, int, object, string, variant, type Value } from '../schema';
import { seconds, type World } from '../world';
import { refuseMedia } from './attachments';
import { endpoint } from './endpoint';
import { userid } from './people';

const daySeconds = 24 * 3600;
const longestRange = 30 * daySeconds;
const jobLifeMs = daySeconds * 1000;
const mostPerMinute = 10;

const media_id = string({ required: true });
const attachment = variant(
	'msgtype',
	{
		image: { media_id },
		video: { media_id },
		link: { title: string(), url: string({ required: true }), media_id },
	},
	{ invalid: 41065 },
);
type Attachment = Value<typeof attachment>;

const moment_id = string({ required: true, missing: 41059 });
/** Above the most WeCom gives, its default holds. */
const pageOf = (fallback: number, max: number) => ({
	cursor: string(),
	limit: int({ min: 1, max, fallback, over: 'fallback' }),
});

const refuseFile = (world: World, given: Attachment): Reply | undefined => {
	switch (given.msgtype) {
		case 'image':
			return refuseMedia(world, 'image', given.image.media_id, 'moment');
		case 'video':
			return refuseMedia(world, 'video', given.video.media_id, 'moment');
		default:
			return refuseMedia(world, 'image', given.link.media_id, 'moment');
	}
};

const refuseAttachments = (world: World, given: Attachment[]): Reply | undefined => {
	const kinds = new Set(given.map(({ msgtype }) => msgtype));
	if (kinds.size > 1) return fail(41065, 'images, a video or a link, but not together');
	if (given.length > 1 && !kinds.has('image')) return fail(41064, 'one video or link');
	return given.map((one) => refuseFile(world, one)).find(Boolean);
};

/** What the list shows of the attachments. */
const contentOf = (text: string | undefined, given: Attachment[]) => {
	const [first] = given;
	return {
		...(text ? { text: { content: text } } : {}),
		...(first?.msgtype === 'image'
			? { image: given.map((one) => (one.msgtype === 'image' ? one.image : undefined)) }
			: {}),
		...(first?.msgtype === 'video'
			? { video: { ...first.video, thumb_media_id: newId('WWCISP_') } }
			: {}),
		...(first?.msgtype === 'link'
			? { link: { title: first.link.title, url: first.link.url } }
			: {}),
	};
};

const show = (moment: Moment) => ({
	moment_id: moment.momentId,
	...(moment.creator === undefined ? {} : { creator: moment.creator }),
	create_time: moment.createTime,
	create_type: moment.createType,
	visible_type: moment.visibleType,
	...moment.content,
});

/** A moment, or the refusal of an id that is not one. */
const findMoment = (world: World, id: string): { moment: Moment } | { refusal: Reply } => {
	const moment = moments(world).moments.get(id);
	return moment ? { moment } : { refusal: fail(41060, id) };
};

/** The same for what only moments of the corp have. */
const findOfCorp = (world: World, id: string): ReturnType<typeof findMoment> => {
	const found = findMoment(world, id);
	if ('moment' in found && found.moment.createType === 1)
		return { refusal: fail(41067, 'a moment of a member') };
	return found;
};

const findPublication = (
	world: World,
	{ moment_id: id, userid: member }: { moment_id: string; userid: string },
	mustBePublished: boolean,
): { publication: Publication } | { refusal: Reply } => {
	const found = findMoment(world, id);
	if ('refusal' in found) return found;
	const publication = found.moment.publications.get(member);
	if (!publication) return { refusal: fail(41061, member) };
	if (mustBePublished && !publication.published) return { refusal: fail(41062, member) };
	return { publication };
};

export const momentEndpoints = [
	endpoint({
		method: 'POST',
		path: 'externalcontact/add_moment_task',
		body: {
			text: object({ content: string({ maxChars: 2000 }) }),
			attachments: array(attachment, { max: 9, tooMany: 41064 }),
			visible_range: object({
				sender_list: object({
					user_list: array(string({ required: true }), { max: 100_000 }),
					department_list: array(int()),
				}),
				external_contact_list: object({ tag_list: array(string({ required: true })) }),
			}),
		},
		handle: ({ world, body: { text, attachments = [], visible_range: range = {} } }) => {
			const { moments: all, jobs } = moments(world);
			const now = world.now();
			if (!text?.content && attachments.length === 0) return fail(41089);
			const refusal = refuseAttachments(world, attachments);
			if (refusal) return refusal;
			const recent = [...jobs.values()].filter(({ createdAt }) => now - createdAt < 60_000);
			if (recent.length >= mostPerMinute) return fail(45009, `${mostPerMinute} a minute`);
			const { senders, invalid } = sendersOf(world, range.sender_list);
			const tags = range.external_contact_list?.tag_list ?? [];
			const known = tags.filter((id) => world.state.tagIds.has(id));
			const nobody = senders.length === 0 || (tags.length > 0 && known.length === 0);
			const momentId = newId('mom');
			const jobid = newId('', 24);
			if (!nobody) {
				const publication = (id: string): Publication => ({
					published: false,
					customers: customersOf(world, id, known),
					comments: [],
					likes: [],
				});
				all.set(momentId, {
					momentId,
					createTime: seconds(world),
					createType: 0,
					visibleType: tags.length > 0 ? 0 : 1,
					content: contentOf(text?.content, attachments),
					publications: new Map(senders.map((id) => [id, publication(id)])),
					canceled: false,
				});
			}
			jobs.set(jobid, {
				createdAt: now,
				asked: 0,
				result: {
					...(nobody ? fail(81013) : { ...ok(), moment_id: momentId }),
					invalid_sender_list: invalid,
					invalid_external_contact_list: { tag_list: tags.filter((id) => !known.includes(id)) },
				},
			});
			return ok({ jobid });
		},
	}),
	endpoint({
		method: 'GET',
		path: 'externalcontact/get_moment_task_result',
		query: { jobid: string({ required: true }) },
		handle: ({ world, query }) => {
			const job = moments(world).jobs.get(query.jobid);
			if (!job || world.now() - job.createdAt > jobLifeMs) return fail(60136, 'jobid');
			job.asked += 1;
			const status = Math.min(job.asked, 3);
			const result = status === 3 ? { result: job.result } : {};
			return ok({ status, type: 'add_moment_task', ...result });
		},
	}),
	endpoint({
		method: 'POST',
		path: 'externalcontact/cancel_moment_task',
		body: { moment_id },
		handle: ({ world, body }) => {
			const found = findOfCorp(world, body.moment_id);
			if ('refusal' in found) return found.refusal;
			found.moment.canceled = true;
			return ok();
		},
	}),
	endpoint({
		method: 'POST',
		path: 'externalcontact/get_moment_list',
		body: {
			start_time: int({ required: true, min: 0 }),
			end_time: int({ required: true, min: 0 }),
			creator: string(),
			filter_type: int({ min: 0, max: 2, fallback: 2 }),
			...pageOf(20, 20),
		},
		handle: ({ world, body }) => {
			const { start_time: start, end_time: end, creator, filter_type: type, limit, cursor } = body;
			if (start > end) return fail(40058, 'start_time is after end_time');
			if (end - start > longestRange) return fail(40058, 'more than 30 days');
			// Neither end belongs to the range.
			const items = unsorted(moments(world).moments.values()).filter(
				({ createTime, createType, creator: maker }) =>
					createTime > start &&
					createTime < end &&
					(creator === undefined || maker === creator) &&
					(type === 2 || createType === type),
			);
			const listing = ['moments', start, end, creator, type].join(' ');
			const result = page(world, { listing, items, size: limit, cursor });
			if (!result) return fail(50100);
			return ok({ moment_list: result.items.map(show), next_cursor: result.nextCursor });
		},
	}),
	endpoint({
		method: 'POST',
		path: 'externalcontact/get_moment_task',
		body: { moment_id, ...pageOf(500, 1000) },
		handle: ({ world, body: { moment_id: id, limit, cursor } }) => {
			const found = findOfCorp(world, id);
			if ('refusal' in found) return found.refusal;
			const items = unsorted(found.moment.publications).map(([member, { published }]) => ({
				userid: member,
				publish_status: published ? 1 : 0,
			}));
			const result = page(world, { listing: `moment tasks ${id}`, items, size: limit, cursor });
			if (!result) return fail(50100);
			return ok({ task_list: result.items, next_cursor: result.nextCursor });
		},
	}),
	endpoint({
		method: 'POST',
		path: 'externalcontact/get_moment_customer_list',
		body: { moment_id, userid, ...pageOf(500, 1000) },
		handle: ({ world, body }) => {
			const found = findPublication(world, body, false);
			if ('refusal' in found) return found.refusal;
			const { moment_id: id, userid: member, limit, cursor } = body;
			const items = unsorted(found.publication.customers);
			const listing = `moment customers ${id} ${member}`;
			const result = page(world, { listing, items, size: limit, cursor });
			if (!result) return fail(50100);
			const list = result.items.map((external_userid) => ({ userid: member, external_userid }));
			return ok({ customer_list: list, next_cursor: result.nextCursor });
		},
	}),
	endpoint({
		method: 'POST',
		path: 'externalcontact/get_moment_send_result',
		body: { moment_id, userid, ...pageOf(3000, 5000) },
		handle: ({ world, body }) => {
			const found = findPublication(world, body, true);
			if ('refusal' in found) return found.refusal;
			const { moment_id: id, userid: member, limit, cursor } = body;
			const items = unsorted(found.publication.customers);
			const listing = `moment send result ${id} ${member}`;
			const result = page(world, { listing, items, size: limit, cursor });
			if (!result) return fail(50100);
			const list = result.items.map((external_userid) => ({ external_userid }));
			return ok({ customer_list: list, next_cursor: result.nextCursor });
		},
	}),
	endpoint({
		method: 'POST',
		path: 'externalcontact/get_moment_comments',
		body: { moment_id, userid },
		handle: ({ world, body }) => {
			const found = findPublication(world, body, true);
			if ('refusal' in found) return found.refusal;
			const { comments, likes } = found.publication;
			return ok({ comment_list: comments, like_list: likes });
		},
	}),
];
