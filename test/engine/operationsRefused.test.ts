import type { INodeParameters } from 'n8n-workflow';
import { offersLimit } from '../../nodes/WeComCustomerContact/engine/commonFields';
import { startApps, type Apps } from './fixtures/apps';
import { readFixture } from './fixtures/read';
import { operations } from './fixtures/table';

// What can't work is refused before any request, in words that name the field and say what to do.

let apps: Apps;
beforeAll(async () => {
	apps = await startApps();
});
afterAll(async () => await apps.stub.close());

/** Runs the operation's main fixture with some parameters changed; answers the error. */
async function refusal(name: string, changes: INodeParameters) {
	const { stub } = apps;
	const fixture = readFixture(name, stub.url);
	stub.expect([]);
	const { error } = await apps[fixture.app].run({
		...fixture,
		parameters: { ...fixture.parameters, ...changes },
	});
	expect(stub.differences().unexpected).toEqual([]);
	expect(error?.context?.itemIndex).toBe(0);
	return error!.message;
}

const required = operations.flatMap(({ name, fields }) =>
	fields
		.filter((field) => field.property.required)
		.map(({ property }) => [name, property.displayName, property] as const),
);

// By an expression: an empty field of the editor is refused by n8n itself.
const NOTHING = '={{ "" }}';
const GIVES_NOTHING = 'is empty: its expression gives nothing for this item. Check the expression';

it.each(required)('%s: an empty %s', async (name, label, { name: parameter, type }) => {
	const empty =
		type === 'resourceLocator' ? { __rl: true as const, mode: 'id', value: NOTHING } : NOTHING;
	expect(await refusal(name, { [parameter]: empty })).toBe(`"${label}" ${GIVES_NOTHING}`);
});

const lists = operations.flatMap(({ name, chunks, fields }) =>
	fields
		.filter(
			({ to, property }) =>
				property.required &&
				// Entries are no text.
				property.type !== 'fixedCollection' &&
				to !== undefined &&
				[chunks?.list, 'mobiles'].includes(to),
		)
		.map(({ property }) => [name, property.displayName, property.name] as const),
);

it.each(lists)('%s: only separators in %s', async (name, label, parameter) => {
	expect(await refusal(name, { [parameter]: '={{ " ，,\\n; " }}' })).toBe(
		`"${label}" ${GIVES_NOTHING}`,
	);
});

const limited = operations.filter(offersLimit).map(({ name }) => name);

it.each(limited)('%s: a limit of nothing', async (name) => {
	expect(await refusal(name, { returnAll: false, limit: 0 })).toBe('"Limit" must be at least 1');
});

const people = (count: number) => Array.from({ length: count }, (_, index) => `m${index}`);
const more = (fields: INodeParameters) => ({ additionalFields: fields });
const update = (fields: INodeParameters) => ({ updateFields: fields });
const temporary = (conclusion: INodeParameters) =>
	more({ isTemp: true, conclusion: { conclusion } });
const several = { type: 2, userIds: ['zhangsan', 'lisi'] };
const EMPTY_MOBILES = '"Mobiles" is empty. Fill it in, or set "Remark Mobiles" to Keep or Clear';
const ONLY_TEMPORARY =
	'"Expires In (Seconds)", "Chat Expires In (Seconds)", "Union ID" and "Conclusion" are only for temporary chats. Remove them, or turn on "Temporary Chat"';
const NOT_FROM_SYNC =
	'"Resume From" is not from Sync All. Use the resume_from of the progress of the run before, or leave it empty';

type Case = [operation: string, what: string, changes: INodeParameters, message: string];

const CASES: Case[] = [
	[
		'contactWay.create',
		'two members for a single member',
		{ userIds: ['zhangsan', 'lisi'] },
		'A contact way for a single member needs exactly one member, but "Member Names or IDs" has 2',
	],
	[
		'contactWay.create',
		'no member for a single member',
		{ userIds: [] },
		'A contact way for a single member needs exactly one member, but "Member Names or IDs" has 0',
	],
	[
		'contactWay.create',
		'departments for a single member',
		{ type: '={{ 1 }}', departmentIds: '2' },
		'"Department Names or IDs" are only for multiple members. Empty the field, or set "Type" to Multiple Members',
	],
	[
		'contactWay.create',
		'nobody at all',
		{ type: 2, userIds: [], departmentIds: '' },
		'Nobody can be added. Choose members or departments',
	],
	[
		'contactWay.create',
		'more than 100 members',
		{ type: 2, userIds: people(101) },
		'"Member Names or IDs" has 101 entries, but WeCom allows 100',
	],
	[
		'contactWay.create',
		'a department that is no number',
		{ type: 2, departmentIds: '2, 销售部' },
		'"Department Names or IDs" must be a whole number, but is "销售部"',
	],
	[
		'contactWay.create',
		'style 3 for multiple members',
		{ ...several, scene: 1, ...more({ style: 3 }) },
		'"Style" 3 is only for a single member. Use 1 or 2',
	],
	[
		'contactWay.create',
		'a style that does not exist',
		{ scene: 1, ...more({ style: 4 }) },
		'"Style" must be one of 1 (Style 1), 2 (Style 2), 3 (Style 3), but is 4',
	],
	[
		'contactWay.create',
		'a button style for a QR code',
		more({ style: 1 }),
		'"Style" is only for a button in a mini program. Remove it, or set "Scene" to Mini Program',
	],
	[
		'contactWay.create',
		'a temporary chat with multiple members',
		{ ...several, ...more({ isTemp: true }) },
		'A temporary chat is only for a single member. Set "Type" to Single Member',
	],
	[
		'contactWay.create',
		'an expiry without a temporary chat',
		more({ expiresIn: 60 }),
		ONLY_TEMPORARY,
	],
	[
		'contactWay.create',
		'a chat expiry without a temporary chat',
		more({ isTemp: false, chatExpiresIn: 60 }),
		ONLY_TEMPORARY,
	],
	[
		'contactWay.create',
		'a union ID without a temporary chat',
		more({ unionId: 'oAAAA' }),
		ONLY_TEMPORARY,
	],
	[
		'contactWay.create',
		'a conclusion without a temporary chat',
		more({ conclusion: { conclusion: { text: '再见' } } }),
		ONLY_TEMPORARY,
	],
	[
		'contactWay.create',
		'more than 14 days',
		more({ isTemp: true, expiresIn: 1209601 }),
		'"Expires In (Seconds)" must be between 1 and 1,209,600',
	],
	[
		'contactWay.create',
		'a chat of no time',
		more({ isTemp: true, chatExpiresIn: 0 }),
		'"Chat Expires In (Seconds)" must be between 1 and 1,209,600',
	],
	[
		'contactWay.create',
		'a remark of 31 characters',
		{ remark: '渠'.repeat(31) },
		'"Remark" is 31 characters long, but WeCom allows 30',
	],
	[
		'contactWay.create',
		'a state of 31 characters',
		{ state: '🌸'.repeat(31) },
		'"State" is 31 characters long, but WeCom allows 30',
	],
	[
		'contactWay.create',
		'an empty conclusion',
		temporary({ text: '', type: 'none' }),
		'"Conclusion" needs a text, an attachment, or both',
	],
	[
		'contactWay.create',
		'a conclusion over 4,000 bytes',
		temporary({ text: '再'.repeat(1334) }),
		'"Conclusion": "Text" is 4,002 bytes long, but WeCom allows 4,000 (a Chinese character counts as 3). Shorten it by 2 bytes',
	],
	[
		'contactWay.create',
		'a conclusion with an image that is not given',
		temporary({ type: 'image', source: 'mediaId' }),
		'"Conclusion" (image): "Media ID" is empty. Fill it in',
	],
	[
		'contactWay.create',
		'a conclusion with a link to nowhere',
		temporary({ type: 'link', linkTitle: '标题', linkUrl: '' }),
		'"Conclusion" (link): "Link URL" is empty. Fill it in',
	],
	[
		'contactWay.create',
		'a conclusion with a mini program title over 64 bytes',
		temporary({
			type: 'miniprogram',
			appId: 'wx1',
			page: 'p',
			source: 'mediaId',
			coverMediaId: 'm',
			programTitle: '标'.repeat(22),
		}),
		'"Conclusion" (miniprogram): "Mini Program Title" is 66 bytes long, but WeCom allows 64 (a Chinese character counts as 3). Shorten it by 2 bytes',
	],
	[
		'contactWay.getAll',
		'a date that is none',
		{ filters: { createdAfter: '昨天' } },
		'"Created After" must be a date such as 2026-01-31 08:00 or 2026-01-31T08:00:00+08:00, but is "昨天"',
	],
	[
		'contactWay.getAll',
		'a day that does not exist',
		{ filters: { createdBefore: '2026-13-01T00:00:00' } },
		'"Created Before" is 2026-13-01T00:00:00, but there is no such day',
	],
	[
		'contactWay.update',
		'nothing to change',
		update({}),
		'There is nothing to change. Add a field under "Update Fields"',
	],
	[
		'contactWay.update',
		'more than 100 members',
		update({ userIds: people(101) }),
		'"Member Names or IDs" has 101 entries, but WeCom allows 100',
	],
	[
		'contactWay.update',
		'a remark of 31 characters',
		update({ remark: 'r'.repeat(31) }),
		'"Remark" is 31 characters long, but WeCom allows 30',
	],
	[
		'contactWay.update',
		'more than 14 days',
		update({ chatExpiresIn: 1209601 }),
		'"Chat Expires In (Seconds)" must be between 1 and 1,209,600',
	],
	[
		'contactWay.update',
		'departments that are no numbers',
		update({ departmentIds: '销售部' }),
		'"Department Names or IDs" must be a whole number, but is "销售部"',
	],
	[
		'customer.updateRemark',
		'a remark of 21 characters',
		{ remark: '陈'.repeat(21) },
		'"Remark Name" is 21 characters long, but WeCom allows 20',
	],
	[
		'customer.updateRemark',
		'a description of 151 characters',
		update({ description: '述'.repeat(151) }),
		'"Description" is 151 characters long, but WeCom allows 150',
	],
	[
		'customer.updateRemark',
		'a company of 21 characters',
		update({ remarkCompany: '司'.repeat(21) }),
		'"Company" is 21 characters long, but WeCom allows 20',
	],
	[
		'customer.updateRemark',
		'nothing to change',
		{ remark: '', mobilesMode: 'keep', ...update({}) },
		'There is nothing to change. Fill in "Remark Name", add a field under "Update Fields", or change "Remark Mobiles"',
	],
	...['add', 'remove', 'replace'].map((mobilesMode): Case => [
		'customer.updateRemark',
		`no mobiles to ${mobilesMode}`,
		{ mobilesMode, mobiles: ' , ' },
		EMPTY_MOBILES,
	]),
	[
		'customer.syncAll',
		'a resume text of others',
		{ options: { resumeFrom: 'abc' } },
		NOT_FROM_SYNC,
	],
	[
		'customer.syncAll',
		'a resume text of a later version',
		{
			options: { resumeFrom: Buffer.from('{"v":2,"open":[],"waiting":[]}').toString('base64url') },
		},
		NOT_FROM_SYNC,
	],
	[
		'customer.syncAll',
		'a resume text with members that are no IDs',
		{
			options: { resumeFrom: Buffer.from('{"v":1,"open":[],"waiting":[7]}').toString('base64url') },
		},
		NOT_FROM_SYNC,
	],
	[
		'customer.syncAll',
		'a number of relations that is none',
		{ options: { maxRelations: '={{ "many" }}' } },
		'"Max Relations per Run" must be a number, but is "many"',
	],
	[
		'customer.syncAll',
		'fewer relations than none',
		{ options: { maxRelations: -1 } },
		'"Max Relations per Run" must be at least 0',
	],
	[
		'followUser.checkPermission',
		'nobody to check',
		{ userIds: [], departmentIds: '' },
		'There is nobody to check. Choose members or departments',
	],
	[
		'followUser.checkPermission',
		'a department that is no number',
		{ departmentIds: '销售部' },
		'"Department Names or IDs" must be a whole number, but is "销售部"',
	],
	[
		'providerIdConversion.fromServiceExternalUserId',
		'no source app',
		{ sourceAgentId: 0 },
		'"Source Agent ID" must be at least 1',
	],
	[
		'providerIdConversion.openUserIdToUserId',
		'a source app that is no number',
		{ sourceAgentId: '={{ "app" }}' },
		'"Source Agent ID" must be a whole number, but is "app"',
	],
	[
		'customer.getAll',
		'a limit that is no number',
		{ returnAll: false, limit: '={{ "all" }}' },
		'"Limit" must be a number, but is "all"',
	],
	[
		'welcomeMessage.send',
		'nothing to say',
		{ text: '', attachments: {} },
		'A welcome message needs a text, an attachment, or both. Fill in "Text" or add an attachment',
	],
	[
		'welcomeMessage.send',
		'a text over 4,000 bytes',
		{ text: 'x'.repeat(4001) },
		'"Text" is 4,001 bytes long, but WeCom allows 4,000 (a Chinese character counts as 3). Shorten it by 1 bytes',
	],
	[
		'welcomeMessage.send',
		'an expiry that is no date',
		{ expiresAt: '={{ "soon" }}' },
		'"Code Expires At" must be a date such as 2026-01-31 08:00 or 2026-01-31T08:00:00+08:00, but is "soon"',
	],
];

it.each(CASES)('%s: %s', async (name, _what, changes, message) => {
	expect(await refusal(name, changes)).toBe(message);
});

it('says so when there are no numbers to change, since the member does not follow the customer', async () => {
	const { stub } = apps;
	const { parameters, calls } = readFixture('customer.updateRemark.addFirstMobile', stub.url);
	stub.expect([{ ...calls[0]!, response: { follow_user: [{ userid: 'zhangsan' }] } }]);
	const { error } = await apps.selfBuilt.run({ parameters });
	expect(stub.differences()).toEqual({ unexpected: [], missing: [] });
	expect(error!.message).toMatch(/^lisi does not follow the customer wmKehu1/);
	expect(error!.description).toMatch(/Check the member and the customer/);
});

describe('of two items the second is bad', () => {
	const GOOD = { id: 'wmKehu1', note: '好', mobiles: '13800000001' };
	const remark = {
		resource: 'customer',
		operation: 'updateRemark',
		userId: { __rl: true as const, mode: 'id', value: 'lisi' },
		externalUserId: '={{ $json.id }}',
		mobilesMode: 'replace',
		mobiles: '={{ $json.mobiles }}',
		updateFields: { description: '={{ $json.note }}' },
	};
	const body = {
		userid: 'lisi',
		external_userid: 'wmKehu1',
		description: '好',
		remark_mobiles: ['13800000001'],
	};
	const call = {
		request: { method: 'POST', path: '/cgi-bin/externalcontact/remark', body },
	};

	it.each([
		['a value', { ...GOOD, id: '' }, `"External User ID" ${GIVES_NOTHING}`],
		['a limit', { ...GOOD, note: '长'.repeat(151) }, /"Description" is 151 characters/],
		['a rule of several fields', { ...GOOD, mobiles: '' }, EMPTY_MOBILES],
	])('%s: the error is about the second', async (_what, bad, message) => {
		const { stub, selfBuilt } = apps;
		stub.expect([call]);
		const { error } = await selfBuilt.run({ parameters: remark, items: [GOOD, bad] });
		expect(stub.differences()).toEqual({ unexpected: [], missing: [] });
		expect(error!.message).toMatch(message);
		expect(error!.context!.itemIndex).toBe(1);
	});
});
