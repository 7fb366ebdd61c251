import type { IDataObject } from 'n8n-workflow';
import type { Page, Tabular } from '../../engine/types';
import { asObject } from '../../engine/values';
import { fromItem } from '../shared/chained';
import { externalUserId } from '../shared/fields';
import { simplifyCustomer } from './records';

/** WeCom gives 500 follow users a page; the customer itself is the same on each page. */
const withAllFollowUsers = (pages: Page[]): IDataObject => ({
	external_contact: asObject(pages.at(-1)?.answer.external_contact),
	follow_user: pages.flatMap(({ records }) => records) as IDataObject[],
});

export const getCustomer: Tabular = {
	name: 'Get',
	value: 'get',
	action: 'Get a customer',
	description: 'Retrieve one customer with every member who follows them (客户详情)',
	method: 'GET',
	endpoint: '/cgi-bin/externalcontact/get',
	doc: 92114,
	access: 'read',
	fields: [fromItem(externalUserId, 'customer')],
	paging: { records: 'follow_user' },
	whole: withAllFollowUsers,
	simplify: simplifyCustomer,
};
