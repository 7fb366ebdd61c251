import type { IDataObject } from 'n8n-workflow';
import { toIdList, toText } from '../../engine/convert';
import { AnswerProblem, InputProblem } from '../../engine/problems';
import { simplified } from '../../engine/simplify';
import type { Call, Field, Given, Operation, Output, Part, Resource } from '../../engine/types';
import { fileToUpload } from '../../engine/uploads';
import { asList, asObject } from '../../engine/values';
import { countCustomers } from './customerCount';
import { getCustomer } from './customerGet';
import { syncAll } from './customerSync';
import { fromItem } from '../shared/chained';
import { fileOnWeb } from '../shared/fileFields';
import { fileUse } from '../shared/files';
import { changed, externalUserId, includeDetails, userId, userIds } from '../shared/fields';
import { flat } from '../shared/flat';
import { isProviderApp, mustBeGiven } from '../shared/present';
import { readable } from '../shared/readable';
import { withTagNames } from '../tags/tagNames';
import { simplifyRelation } from './records';
import { cutTexts, cutToLength, otherTexts, remarkName, tooLong } from './remarkTexts';
import { withNames } from '../people/memberNames';
import { say } from '../../texts/say';

/** What WeCom answers about a member without customers: not documented, but seen by many. */
const NO_CUSTOMERS = 84061;

/** What WeCom answers when none of the members has a license. */
const NO_LICENSE = 701008;

const NOT_LICENSED = say`The member has no interop license (互通账号), so WeCom left their customers out`;

/** A record is a customer as one member sees them, with the IDs of tags. */
const RELATION = { enrich: withTagNames, simplify: simplifyRelation };

/** The list has ids only; details come a hundred at a time from the batch endpoint. */
async function* getOfMember(call: Call): AsyncGenerator<Output[]> {
	if (call.values.includeDetails !== true) {
		const answer = await call.send();
		const ids = asList(answer.external_userid).slice(0, call.limit);
		yield ids.map((id) => ({ json: { external_userid: String(id) } }));
		return;
	}
	const body = { userid_list: [String(call.request.query.userid)] };
	const details = call.pagesOf(getManyByMembers, { body }, call.limit);
	for await (const { records } of details) {
		yield await simplified(call, RELATION, records.map(asObject));
	}
}

const getAll: Operation = {
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many customers of one member',
	description: 'Retrieve the customers of one member, as IDs or with details (客户列表)',
	method: 'GET',
	endpoint: '/cgi-bin/externalcontact/list',
	doc: 92113,
	access: 'read',
	fields: [
		fromItem(userId, 'member'),
		includeDetails(
			'Whether to return name, remark, tags and the like of each customer rather than IDs only',
		),
	],
	limitable: true,
	...RELATION,
	tolerates: { [NO_CUSTOMERS]: () => ({}) },
	run: getOfMember,
};

/** About one member the code means none; about several it hides what the others have. */
function noCustomersAmong({ userid_list }: IDataObject): IDataObject {
	if (asList(userid_list).length <= 1) return {};
	throw new AnswerProblem(
		say`WeCom refused to list these members because one of them has no customers (WeCom error 84061). Use Sync All, which reads the others, or leave that member out`,
	);
}

const getManyByMembers: Operation = {
	name: 'Get Many by Members',
	value: 'getManyByMembers',
	action: 'Get many customers of several members with details',
	description:
		'Retrieve the customers of any number of members with details, one item per customer and member (批量获取客户详情)',
	method: 'POST',
	endpoint: '/cgi-bin/externalcontact/batch/get_by_user',
	doc: 92994,
	access: 'read',
	fields: [changed(userIds, { property: { required: true } })],
	chunks: {
		list: 'userid_list',
		max: 100,
		as: 'userid',
		failed: 'fail_info.unlicensed_userid_list',
		reason: NOT_LICENSED,
	},
	paging: { records: 'external_contact_list', size: { to: 'limit', max: 100 } },
	...RELATION,
	tolerates: {
		[NO_CUSTOMERS]: noCustomersAmong,
		[NO_LICENSE]: ({ userid_list }) => ({ fail_info: { unlicensed_userid_list: userid_list } }),
	},
};

/** Members whose contacts are wanted. Not sent: WeCom can't be asked for those of one member. */
const servedBy: Field = changed(userIds, {
	group: 'filters',
	to: undefined,
	property: {
		description:
			'Only whom these members added, or met in a group that they own (follow_userid). WeCom has no such filter, so all are read.',
	},
});

const getServed: Operation = {
	name: 'Get Many Served',
	value: 'getServed',
	action: 'Get many people whom members have served whether customers or not',
	description:
		'Retrieve everybody your members have served, customers or not (已服务的外部联系人). For self-built apps.',
	method: 'POST',
	endpoint: '/cgi-bin/externalcontact/contact_list',
	doc: 99434,
	access: 'read',
	fields: [servedBy],
	paging: { records: 'info_list', size: { to: 'limit', max: 1000 } },
	keeps: ({ values }) => {
		const members = asList(values[servedBy.property.name]);
		if (members.length === 0) return undefined;
		return ({ follow_userid }) => members.includes(follow_userid);
	},
	simplify: (record, given) => readable(flat(record, { follow_userid: 'userid' }), given),
};

const mobilesMode: Field = {
	property: {
		displayName: 'Remark Mobiles',
		name: 'mobilesMode',
		type: 'options',
		options: [
			{
				name: 'Add',
				value: 'add',
				description: 'Keep the present numbers and add these; only for self-built apps',
			},
			{ name: 'Clear', value: 'clear', description: 'Remove all numbers' },
			{ name: 'Keep', value: 'keep', description: 'Leave the numbers as they are' },
			{
				name: 'Remove',
				value: 'remove',
				description: 'Keep the present numbers without these; only for self-built apps',
			},
			{ name: 'Replace', value: 'replace', description: 'Have exactly these numbers' },
		],
		default: 'keep',
		description: 'What to do with the phone numbers of the remark (备注手机号)',
	},
};

const mobiles: Field = {
	property: {
		displayName: 'Mobiles',
		name: 'mobiles',
		type: 'string',
		displayOptions: { show: { mobilesMode: ['add', 'remove', 'replace'] } },
		default: '',
		placeholder: 'e.g. 13800000001, 13800000002',
		description: 'Phone numbers, separated by commas or new lines, or a list from an expression',
	},
	as: toIdList,
};

const INSTEAD_OF_PRESENT_MOBILES = say`Set "Remark Mobiles" to Replace, and give all numbers that the customer shall have`;

/** WeCom only knows replacing the whole list, and clears it with one empty number. */
async function remarkMobiles(call: Call): Promise<string[] | undefined> {
	const mode = String(call.values.mobilesMode ?? 'keep');
	if (mode === 'keep') return undefined;
	if (mode === 'clear') return [''];
	const given = asList(call.values.mobiles).map(String);
	if (given.length === 0) {
		throw new InputProblem(
			say`"Mobiles" is empty. Fill it in, or set "Remark Mobiles" to Keep or Clear`,
		);
	}
	if (mode === 'replace') return given;
	if (await isProviderApp(call)) {
		throw call.problem(
			say`Delegated and third-party apps do not get the phone numbers of a customer, so numbers can be neither added nor removed: nothing was changed`,
			INSTEAD_OF_PRESENT_MOBILES,
		);
	}
	const present = await presentMobiles(call);
	const wanted =
		mode === 'add'
			? [...new Set([...present, ...given])]
			: present.filter((mobile) => !given.includes(mobile));
	return wanted.length > 0 ? wanted : [''];
}

async function presentMobiles(call: Call): Promise<string[]> {
	const { userid, external_userid } = call.request.body;
	const pages = call.pagesOf(getCustomer, { query: { external_userid } });
	for await (const { records } of pages) {
		const own = records.map(asObject).find((entry) => entry.userid === userid);
		if (!own) continue;
		mustBeGiven(call, own, ['remark_mobiles'], INSTEAD_OF_PRESENT_MOBILES);
		return asList(own.remark_mobiles).map(String);
	}
	throw call.problem(
		say`${String(userid)} does not follow the customer ${String(external_userid)}, so there are no numbers to change`,
		say`Check the member and the customer, or whether the member is within the visible scope of the app`,
	);
}

const withMobiles = async (call: Call): Promise<Part> => {
	const remark_mobiles = await remarkMobiles(call);
	return { body: { ...cutTexts(call), ...(remark_mobiles && { remark_mobiles }) } };
};

const PAIR = ['userid', 'external_userid'];

const nothingToChange = ({ request: { body }, values }: Given): string | undefined =>
	(values.mobilesMode ?? 'keep') === 'keep' &&
	Object.keys(body).every((name) => PAIR.includes(name))
		? say`There is nothing to change. Fill in "Remark Name", add a field under "Update Fields", or change "Remark Mobiles"`
		: undefined;

const updateRemarkOperation: Operation = {
	name: 'Update Remark',
	value: 'updateRemark',
	action: 'Update the remark and notes that a member has on a customer',
	description:
		'Change what a member noted about a customer: name, description, company, phone numbers (客户备注)',
	method: 'POST',
	endpoint: '/cgi-bin/externalcontact/remark',
	doc: 92115,
	access: 'idempotent',
	fields: [
		fromItem(userId, 'member'),
		fromItem(externalUserId, 'customer'),
		remarkName,
		mobilesMode,
		mobiles,
		...otherTexts,
		{
			property: {
				displayName: 'Picture Media ID',
				name: 'remarkPictureMediaId',
				type: 'string',
				default: '',
				description: 'ID of an uploaded picture (media/upload), valid for 3 days',
			},
			group: 'updateFields',
			to: 'remark_pic_mediaid',
			as: toText,
		},
		{
			property: {
				displayName: 'Picture URL',
				name: 'remarkPictureUrl',
				type: 'string',
				default: '',
				placeholder: 'e.g. https://cdn.example.com/picture.jpg',
				description:
					'Address of a JPG or PNG of at most 10 MB, which the node fetches and uploads to WeCom; counts more than a media ID',
			},
			group: 'updateFields',
			keepsWhenEmpty: true,
			to: 'remark_pic_mediaid',
			as: (value, label) => fileOnWeb(value, label, fileUse('image', 'message')),
		},
		{
			property: {
				displayName: 'Picture Input Field Name',
				name: 'remarkPictureField',
				type: 'string',
				default: 'data',
				description:
					'The name of the input field containing a JPG or PNG of at most 10 MB, which the node uploads to WeCom; counts more than a media ID and a URL',
			},
			group: 'updateFields',
			keepsWhenEmpty: true,
			to: 'remark_pic_mediaid',
			as: (value, label) =>
				fileToUpload({ field: toText(value, label), label, use: fileUse('image', 'message') }),
		},
		cutToLength,
	],
	did: 'updated',
	ids: PAIR,
	echoes: true,
	check: (given) => nothingToChange(given) ?? tooLong(given),
	prepare: withMobiles,
	shape: (_answer, { request: { body } }) => ({
		updated_fields: Object.keys(body).filter((name) => !PAIR.includes(name)),
	}),
};

export const customer: Resource = {
	name: 'Customer',
	value: 'customer',
	description: 'Customers, and what your members noted about them (客户)',
	operations: [
		withNames(getCustomer),
		withNames(getAll),
		withNames(getManyByMembers),
		withNames(getServed),
		withNames(syncAll),
		withNames(countCustomers),
		updateRemarkOperation,
	],
};
