import type { IDataObject } from 'n8n-workflow';
import type { Given, Tabular } from '../../engine/types';
import { asObject, pick } from '../../engine/values';
import { fromItem } from '../shared/chained';
import { labeled, readable } from '../shared/readable';
import { channelFields, customerChannel, linkId } from './acquisitionLinkFields';

/** The link where it is only read. */
export const linkToRead = fromItem(linkId, 'acquisitionLink');

/** Adds the addresses for a channel, when there is one. */
export function withChannel(given: Given, answer: IDataObject): IDataObject {
	const { customerChannel: channel } = given.values;
	if (channel === undefined) return answer;
	return { ...answer, ...channelFields(String(pick(answer, 'link.url')), String(channel)) };
}

/** WeCom spreads a link over three objects. */
export const simplifyLink = labeled(
	['priority_type'],
	({ link_id, link, range, priority_option, ...others }, given, codes) => {
		const { user_list, department_list } = asObject(range);
		const { priority_type, priority_userid_list } = asObject(priority_option);
		return readable(
			{
				link_id,
				...asObject(link),
				userids: user_list,
				department_ids: department_list,
				priority_type,
				priority_userids: priority_userid_list,
				...others,
			},
			given,
			codes,
		);
	},
);

export const getOperation: Tabular = {
	name: 'Get',
	value: 'get',
	action: 'Get the settings of an acquisition link',
	description: 'Retrieve one link with its address, members and settings (获客链接详情)',
	method: 'POST',
	endpoint: '/cgi-bin/externalcontact/customer_acquisition/get',
	doc: 97297,
	access: 'read',
	fields: [linkToRead, customerChannel],
	shape: (answer, given) =>
		withChannel(given, { link_id: given.request.body.link_id, ...asObject(answer) }),
	simplify: simplifyLink,
};
