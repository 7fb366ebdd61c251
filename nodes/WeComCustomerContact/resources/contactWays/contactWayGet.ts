import type { Field, Tabular } from '../../engine/types';
import { asObject, pick } from '../../engine/values';
import { namedAttachmentTexts } from '../shared/attachmentTexts';
import { fromItem } from '../shared/chained';
import { oneOf } from '../shared/choices';
import { qrCodeOptions, withQrCode } from '../shared/qrCode';
import { labeled, readable } from '../shared/readable';

// What a contact way is: https://developer.work.weixin.qq.com/document/path/92228

/** Its `type` when customers always add the same member. */
export const SINGLE = 1;
/** How many people customers can add by one, members of departments included. */
export const MOST_PEOPLE = 100;

export const configId: Field = oneOf(
	{
		displayName: 'Contact Way',
		name: 'configId',
		description: 'Returned by Create; WeCom does not show it in its console',
		search: 'searchContactWays',
		example: '42b34949e138eb6e027c123cba77fAAA',
		byId: 'By Config ID',
	},
	{ to: 'config_id' },
);

export const simplifyContactWay = labeled(['scene', 'contact_way_type'], (record, given, codes) => {
	const { config_id, type, remark, user, party, conclusions, ...way } = record;
	const [attachment] = namedAttachmentTexts(asObject(conclusions));
	return readable(
		{
			config_id,
			contact_way_type: type,
			...way,
			config_remark: remark,
			userids: user,
			department_ids: party,
			conclusion_text: pick(conclusions, 'text.content') as string | undefined,
			conclusion_attachment: attachment,
		},
		given,
		codes,
	);
});

export const getContactWay: Tabular = {
	name: 'Get',
	value: 'get',
	action: 'Get the settings of a contact way',
	description: 'Retrieve the settings of one contact way, with its QR code if wished',
	method: 'POST',
	endpoint: '/cgi-bin/externalcontact/get_contact_way',
	doc: 92228,
	access: 'read',
	fields: [fromItem(configId, 'contactWay'), ...qrCodeOptions],
	items: async (answer, call) => [await withQrCode(call, asObject(answer.contact_way))],
	simplify: simplifyContactWay,
};
