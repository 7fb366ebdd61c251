import type { IDataObject } from 'n8n-workflow';
import { asList, asObject } from '../../engine/values';

// Short forms of WeCom's records.

/** The customer's own fields at the top, so that an expression is `$json.name`. */
export function simplifyCustomer(record: IDataObject): IDataObject {
	return { ...customerOf(record), follow_user: asList(record.follow_user) as IDataObject[] };
}

/** A customer with the one member the record is about. */
export function simplifyRelation(record: IDataObject): IDataObject {
	return Object.assign(customerOf(record), { follow_info: asObject(record.follow_info) });
}

/** A copy, which the caller may change: records come by the hundred thousand. */
function customerOf(record: IDataObject): IDataObject {
	const { external_profile: _, ...customer } = asObject(record.external_contact);
	return customer;
}
