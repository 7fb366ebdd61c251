import type { IDataObject } from 'n8n-workflow';
import type { Call, Operation, Output, Resource } from '../../engine/types';
import { asList, asObject, pick } from '../../engine/values';
import { windows } from '../../engine/windows';
import { createOperation, getJobResult } from './momentCreate';
import { timeRange } from '../shared/publishedLists';
import { filters, momentId, publisher } from './momentFields';

/** The longest range of one call: https://developer.work.weixin.qq.com/document/path/93333 */
const THIRTY_DAYS = 30 * 24 * 60 * 60;

const MOMENTS = { items: 'moment_list', size: { to: 'limit', max: 20 } };

/** Any length of time, 30 days at once. WeCom leaves both ends out, so it is asked for a second more. */
async function* getMany(call: Call): AsyncGenerator<Output[]> {
	const { start_time, end_time = Math.floor(Date.now() / 1000), ...others } = call.request.body;
	const span = { start: Number(start_time), end: Number(end_time) };
	const seen = new Set<unknown>();
	for (const { start, end } of windows(span, THIRTY_DAYS - 2)) {
		const body = { ...others, start_time: start - 1, end_time: end + 1 };
		for await (const { records } of call.pages(MOMENTS, { body }, call.limit - seen.size)) {
			const fresh = records.filter((record) => !seen.has(pick(record, 'moment_id')));
			for (const record of fresh) seen.add(pick(record, 'moment_id'));
			yield fresh.map((record) => ({ json: asObject(record) }));
		}
		if (seen.size >= call.limit) return;
	}
}

const getAll: Operation = {
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many moments',
	description:
		'Retrieve the moments made in a time range of any length, without deleted ones (企业发表列表)',
	method: 'POST',
	endpoint: '/cgi-bin/externalcontact/get_moment_list',
	doc: 93333,
	access: 'read',
	fields: [...timeRange, ...filters],
	check: ({ body }) =>
		Number(body.end_time) < Number(body.start_time)
			? '"End Time" is before "Start Time"'
			: undefined,
	paging: MOMENTS,
	run: getMany,
};

const cancel: Operation = {
	name: 'Cancel',
	value: 'cancel',
	action: 'Cancel a moment',
	description:
		'Stop a moment of the corp: members who have not published it can no longer do so (停止发表)',
	method: 'POST',
	endpoint: '/cgi-bin/externalcontact/cancel_moment_task',
	doc: 97612,
	access: 'write',
	fields: [momentId],
	shape: (_answer, call) => ({ ...call.request.body, canceled: true }),
};

const getTasks: Operation = {
	name: 'Get Tasks',
	value: 'getTasks',
	action: 'Get the tasks of a moment',
	description:
		'Retrieve which members published a moment of the corp: publish_status 1 means published, 0 not yet (成员发表任务)',
	method: 'POST',
	endpoint: '/cgi-bin/externalcontact/get_moment_task',
	doc: 93333,
	access: 'read',
	fields: [momentId],
	paging: { items: 'task_list', size: { to: 'limit', max: 1000 } },
};

const getCustomers: Operation = {
	name: 'Get Customers',
	value: 'getCustomers',
	action: 'Get the customers of a moment',
	description: 'Retrieve the customers that a moment of a member was meant for (可见客户列表)',
	method: 'POST',
	endpoint: '/cgi-bin/externalcontact/get_moment_customer_list',
	doc: 93333,
	access: 'read',
	fields: [momentId, publisher],
	paging: { items: 'customer_list', size: { to: 'limit', max: 1000 } },
};

const getSendResults: Operation = {
	name: 'Get Send Results',
	value: 'getSendResults',
	action: 'Get the send results of a moment',
	description: 'Retrieve the customers who can see a moment that a member published (可见客户)',
	method: 'POST',
	endpoint: '/cgi-bin/externalcontact/get_moment_send_result',
	doc: 93333,
	access: 'read',
	fields: [momentId, publisher],
	paging: { items: 'customer_list', size: { to: 'limit', max: 5000 } },
	shape: (record, { request: { body } }) => ({ userid: body.userid, ...asObject(record) }),
};

/** WeCom answers with two lists; each entry says which it is from. */
async function* commentsAndLikes(call: Call): AsyncGenerator<Output[]> {
	const answer = await call.send();
	const entries = (list: string, kind: string): IDataObject[] =>
		asList(answer[list]).map((entry) => ({ kind, ...asObject(entry) }));
	const all = [...entries('comment_list', 'comment'), ...entries('like_list', 'like')];
	yield all.slice(0, call.limit).map((json) => ({ json }));
}

const getComments: Operation = {
	name: 'Get Comments and Likes',
	value: 'getComments',
	action: 'Get the comments and likes of a moment',
	description:
		'Retrieve who commented on or liked a moment, one item each with the kind comment or like (互动数据)',
	method: 'POST',
	endpoint: '/cgi-bin/externalcontact/get_moment_comments',
	doc: 93333,
	access: 'read',
	fields: [momentId, publisher],
	limitable: true,
	run: commentsAndLikes,
};

export const moment: Resource = {
	name: 'Moment',
	value: 'moment',
	description: 'What members publish to their customers on WeChat Moments (客户朋友圈)',
	operations: [
		createOperation,
		getAll,
		cancel,
		getJobResult,
		getTasks,
		getCustomers,
		getSendResults,
		getComments,
	],
};
