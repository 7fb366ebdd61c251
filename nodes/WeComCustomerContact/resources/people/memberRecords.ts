import type { IDataObject } from 'n8n-workflow';
import { profileOf } from '../customers/records';
import { flat } from '../shared/flat';
import { labeled, readable } from '../shared/readable';

/** What WeCom calls otherwise elsewhere. */
const NAMES = { department: 'department_ids', order: 'department_orders' };

/**
 * A member in the form that fits a table's row. What the corp defined itself (`extattr`) is left to the raw record.
 *
 * @see https://developer.work.weixin.qq.com/document/path/90196
 */
export const simplifyMember = labeled(['gender', 'status'], (record, given, codes): IDataObject => {
	const row = flat(record, NAMES);
	delete row.errcode;
	if (row.gender !== undefined) row.gender = Number(row.gender);
	const profile = profileOf(record.external_profile);
	if (profile.length > 0) row.external_profile = profile;
	return readable(row, given, codes);
});
