import type { IDataObject } from 'n8n-workflow';
import { toOutput } from '../engine/outputs';
import type { Call, Operation, Output, Resource } from '../engine/types';
import { asList, asObject } from '../engine/values';
import { externalUserId } from './fields';

/** WeCom gives 500 follow users a page; the customer itself is the same on each page. */
async function* getWithAllFollowUsers(call: Call): AsyncGenerator<Output[]> {
	let customer: IDataObject = {};
	const followUsers: unknown[] = [];
	for await (const { answer, records } of call.pages({ items: 'follow_user' })) {
		customer = asObject(answer.external_contact);
		followUsers.push(...records);
	}
	const json = { external_contact: customer, follow_user: followUsers as IDataObject[] };
	yield [toOutput(json, call)];
}

/** The customer's own fields at the top, so that an expression is `$json.name`. */
function simplifyCustomer(record: IDataObject): IDataObject {
	const { external_profile: _, ...customer } = asObject(record.external_contact);
	return { ...customer, follow_user: asList(record.follow_user) as IDataObject[] };
}

const get: Operation = {
	name: 'Get',
	value: 'get',
	action: 'Get a customer',
	description: 'Retrieve one customer with every member who follows them (客户详情)',
	method: 'GET',
	endpoint: '/cgi-bin/externalcontact/get',
	doc: 92114,
	access: 'read',
	fields: [externalUserId],
	simplify: simplifyCustomer,
	run: getWithAllFollowUsers,
};

export const customer: Resource = { name: 'Customer', value: 'customer', operations: [get] };
