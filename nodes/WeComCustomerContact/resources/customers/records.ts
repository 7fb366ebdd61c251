import type { IDataObject } from 'n8n-workflow';
import { asList, asObject, pick } from '../../engine/values';
import { flat } from '../shared/flat';
import { labeled, readable, type Codes, type How } from '../shared/readable';

// Customers and relations in the form that fits a table's row. A relation is a member's view of a customer.

/** A customer, with one of the members who follow them. */
export interface CustomerRecord {
	external_contact: IDataObject;
	follow_user: IDataObject[];
}

/**
 * What a relation is known by, whichever step it comes from: the member, the customer and when WeCom says that they became
 * contacts (Unix seconds). A customer who is deleted and added again has another one.
 */
export const relationKey = (userid: unknown, external_userid: unknown, createtime: unknown) =>
	[userid, external_userid, createtime].join('/');

const CODES = ['add_way', 'gender', 'customer_type', 'wechat_channels_source'] as const;

/**
 * A customer with the relation of the member in question, or with the newest one. Of the other members it has the IDs.
 * If the member doesn't follow the customer, the record says so (`follows: false`) and has no relation and no `relation_key`.
 *
 * @see https://developer.work.weixin.qq.com/document/path/92114
 */
export const simplifyCustomer = (record: IDataObject, how: How, member?: string): IDataObject =>
	customerOf(() => member)(record, how);

/** The same as a part of an operation, which tells who is the member in question. */
export const customerOf = <G extends How>(memberOf: (given: G) => string | undefined) =>
	labeled<G>(CODES, (record, given, codes) => customerWith(record, given, codes, memberOf(given)));

function customerWith(record: IDataObject, how: How, codes: Codes, member?: string): IDataObject {
	const relations = asList(record.follow_user).map(asObject);
	const own =
		member === undefined ? newest(relations) : relations.find(({ userid }) => userid === member);
	const ids = relations.map(({ userid }) => userid).filter((id) => id !== (own?.userid ?? member));
	const row = customerRow(record);
	if (member !== undefined) Object.assign(row, { userid: member, follows: own !== undefined });
	if (own) {
		addRelation(row, own);
		if (own.createtime) {
			row.relation_key = relationKey(own.userid, row.external_userid, own.createtime);
		}
	}
	return { ...readable(row, how, codes), other_userids: ids as string[] };
}

/**
 * A customer with the one member the record is about.
 *
 * @see https://developer.work.weixin.qq.com/document/path/92994
 */
export const simplifyRelation = labeled<How>(CODES, (record, how, codes) => {
	const row = customerRow(record);
	addRelation(row, asObject(record.follow_info));
	return readable(row, how, codes);
});

const newest = (relations: IDataObject[]): IDataObject | undefined =>
	relations.reduce<IDataObject | undefined>(
		(best, one) => (best && addedAt(best) >= addedAt(one) ? best : one),
		undefined,
	);

const addedAt = ({ createtime }: IDataObject) => Number(createtime ?? 0);

function customerRow({ external_contact }: IDataObject): IDataObject {
	const customer = asObject(external_contact);
	const row = flat(customer, { type: 'customer_type' });
	const profile = profileOf(customer.external_profile);
	if (profile.length > 0) row.external_profile = profile;
	return row;
}

/** What a member, or a customer who uses WeCom, shows of themselves, each attribute as one text: `Website: Our shop https://…`. */
export const profileOf = (profile: unknown): string[] =>
	asList(pick(profile, 'external_attr'))
		.map(asObject)
		.map(({ name, text, web, miniprogram }) => {
			const { title, url, appid, pagepath } = { ...asObject(miniprogram), ...asObject(web) };
			const words = [asObject(text).value, title, url, appid, pagepath];
			return `${String(name)}: ${words.filter(Boolean).join(' ')}`;
		});

function addRelation(row: IDataObject, relation: IDataObject): void {
	const { tags, tag_id, wechat_channels, ...rest } = relation;
	flat(rest, { createtime: 'create_time' }, row);
	const { nickname, source } = asObject(wechat_channels);
	if (nickname !== undefined) row.wechat_channels_nickname = nickname;
	if (source !== undefined) row.wechat_channels_source = source;
	addTags(row, tags, asList(tag_id));
}

/**
 * A customer's tags as lists that stand side by side, and with their groups (`等级 / 重要`). A member's own tags
 * (个人标签) have no ID, so they come last. Where only IDs are known, there are no names.
 */
function addTags(row: IDataObject, tags: unknown, ids: unknown[]): void {
	if (tags === undefined && ids.length > 0) {
		row.tag_ids = ids.map(String);
		return;
	}
	const all = asList(tags).map(asObject);
	const named = [...all.filter(({ tag_id }) => tag_id), ...all.filter(({ tag_id }) => !tag_id)];
	row.tag_ids = named.flatMap(({ tag_id }) => (tag_id ? [String(tag_id)] : []));
	row.tag_names = named.map(({ tag_name, tag_id }) => String(tag_name ?? tag_id));
	row.grouped_tags = named.map(({ group_name, tag_name, tag_id }) =>
		[group_name, tag_name ?? tag_id].filter(Boolean).join(' / '),
	);
}
