import type { IDataObject } from 'n8n-workflow';
import type { Operation, Output, Resource } from '../../engine/types';
import { asList, asObject, pick } from '../../engine/values';
import { createOperation, getJobResult } from './momentCreate';
import { listNewestFirst, MOMENTS } from '../shared/newestFirst';
import { namedAttachmentTexts, withoutNamedAttachments } from '../shared/attachmentTexts';
import { rangeProblem, timeRange } from '../shared/publishedLists';
import { labeled, readable } from '../shared/readable';
import { filters, momentId, momentToRead, publisher } from './momentFields';
import { withNames } from '../people/memberNames';

const simplifyMoment = labeled(['create_type', 'visible_type'], (record, given, codes) => {
	const { text, location, ...moment } = record;
	const { name, latitude, longitude } = asObject(location);
	return readable(
		{
			...withoutNamedAttachments(moment),
			text: pick(text, 'content') as string | undefined,
			attachments: namedAttachmentTexts(moment),
			location_name: name,
			latitude,
			longitude,
		},
		given,
		codes,
	);
});

const getAll: Operation = {
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many moments',
	description:
		'Retrieve the moments created in a time range of any length, newest first, without deleted ones (企业发表列表)',
	method: 'POST',
	endpoint: MOMENTS.endpoint,
	doc: MOMENTS.doc,
	access: 'read',
	fields: [...timeRange, ...filters],
	check: rangeProblem,
	limitable: true,
	simplify: simplifyMoment,
	run: listNewestFirst(MOMENTS),
};

const cancel: Operation = {
	name: 'Cancel',
	value: 'cancel',
	action: 'Cancel a moment that members have not published yet',
	description:
		'Stop a moment of the corp: members who have not published it can no longer do so (停止发表)',
	method: 'POST',
	endpoint: '/cgi-bin/externalcontact/cancel_moment_task',
	doc: 97612,
	access: 'idempotent',
	fields: [momentId],
	did: 'canceled',
	ids: ['moment_id'],
};

const getTasks: Operation = {
	name: 'Get Tasks',
	value: 'getTasks',
	action: 'Get which members have published a moment',
	description:
		'Retrieve which members published a moment of the corp: publish_status 1 means published, 0 not yet (成员发表任务)',
	method: 'POST',
	endpoint: '/cgi-bin/externalcontact/get_moment_task',
	doc: 93333,
	access: 'read',
	fields: [momentToRead],
	paging: { records: 'task_list', size: { to: 'limit', max: 1000 } },
	simplify: labeled(['publish_status'], (task, given, codes) =>
		readable({ moment_id: given.asked.body.moment_id, ...task }, given, codes),
	),
};

const getCustomers: Operation = {
	name: 'Get Customers',
	value: 'getCustomers',
	action: 'Get the customers a moment of a member was meant for',
	description: 'Retrieve the customers that a moment of a member was meant for (可见客户列表)',
	method: 'POST',
	endpoint: '/cgi-bin/externalcontact/get_moment_customer_list',
	doc: 93333,
	access: 'read',
	fields: [momentToRead, publisher],
	paging: { records: 'customer_list', size: { to: 'limit', max: 1000 } },
};

const getSendResults: Operation = {
	name: 'Get Send Results',
	value: 'getSendResults',
	action: 'Get the customers who can see a moment of a member',
	description: 'Retrieve the customers who can see a moment that a member published (可见客户)',
	method: 'POST',
	endpoint: '/cgi-bin/externalcontact/get_moment_send_result',
	doc: 93333,
	access: 'read',
	fields: [momentToRead, publisher],
	paging: { records: 'customer_list', size: { to: 'limit', max: 5000 } },
	shape: (record, { request: { body } }) => ({ userid: body.userid, ...asObject(record) }),
};

/** WeCom answers with two lists; each entry says which it is from. */
function commentsAndLikes(answer: IDataObject): Output[] {
	const entries = (list: string, kind: string): Output[] =>
		asList(answer[list]).map((entry) => ({ json: { kind, ...asObject(entry) } }));
	return [...entries('comment_list', 'comment'), ...entries('like_list', 'like')];
}

const getComments: Operation = {
	name: 'Get Comments and Likes',
	value: 'getComments',
	action: 'Get the comments and likes of a moment of a member',
	description:
		'Retrieve who commented on or liked a moment, one item each with the kind comment or like (互动数据)',
	method: 'POST',
	endpoint: '/cgi-bin/externalcontact/get_moment_comments',
	doc: 93333,
	access: 'read',
	fields: [momentToRead, publisher],
	limitable: true,
	items: commentsAndLikes,
	simplify: (entry, given) => readable({ moment_id: given.asked.body.moment_id, ...entry }, given),
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
		withNames(getTasks),
		getCustomers,
		getSendResults,
		withNames(getComments),
	],
};
