import type { IDataObject } from 'n8n-workflow';
import type { Field, Page, Tabular } from '../../engine/types';
import { asObject } from '../../engine/values';
import { fromItem } from '../shared/chained';
import { externalUserId, optional, userId } from '../shared/fields';
import { customerOf } from './records';

/** WeCom gives 500 members a page; the customer itself is the same on each page. */
const withAllFollowUsers = (pages: Page[]): IDataObject => ({
	external_contact: asObject(pages.at(-1)?.answer.external_contact),
	follow_user: pages.flatMap(({ records }) => records) as IDataObject[],
});

/** Not sent: WeCom always gives all members who follow the customer. */
const member: Field = {
	...optional(
		fromItem(userId, 'member'),
		'Whose remark, tags and the like Simplify shows. Empty: those of the member who added the customer last. If the member does not follow the customer, the item says so (follows: false).',
	),
	to: undefined,
	narrows: undefined,
};

export const getCustomer: Tabular = {
	name: 'Get',
	value: 'get',
	action: 'Get a customer by external user ID',
	description:
		'Retrieve one customer, with what the member in question noted about them (客户详情)',
	method: 'GET',
	endpoint: '/cgi-bin/externalcontact/get',
	doc: 92114,
	access: 'read',
	fields: [fromItem(externalUserId, 'customer'), member],
	paging: { records: 'follow_user' },
	whole: withAllFollowUsers,
	simplify: customerOf(({ values }) => values[member.property.name] as string | undefined),
};
