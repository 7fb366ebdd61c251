import type { INodeParameters } from 'n8n-workflow';
import { startSimulator, type Simulator } from '../../simulator';
import { appMessages } from '../../simulator/appMessages';
import { createN8n } from '../harness';
import { DELEGATED_APP, n8nOf, OTHER_APP, operationsIn, picked, type N8n } from '../setup';

let simulator: Simulator;
let n8n: N8n;

beforeEach(async () => {
	simulator = await startSimulator({
		apps: [DELEGATED_APP, { ...OTHER_APP, agentId: 1000006, secret: 'third' }],
	});
	n8n = n8nOf(simulator);
});
afterEach(async () => await simulator.close());

const { run, attempt, refusal } = operationsIn(() => n8n, 'appMessage');
const sent = () => appMessages(simulator.state).messages;
const EVENT = { userid: 'zhangsan', external_userid: 'wm1', name: '陈小明' };
const CARD = {
	messageType: 'textcard',
	title: '新客户：{{ $json.name }}',
	text: '请尽快联系',
	linkUrl: 'https://example.com/customers/1',
};
const more = (additionalFields: INodeParameters) => ({ additionalFields });

it('tells the member of an event of the new customer, by a card with nothing but texts filled in', async () => {
	const [item] = await run(
		'send',
		{ ...CARD, title: '=新客户：{{ $json.name }}' },
		{ items: [EVENT] },
	);
	const { name: _, ...keys } = EVENT;
	expect(item).toEqual({ msgid: sent()[0]!.msgid, sent: true, ...keys });
	expect(sent()).toMatchObject([
		{
			agentId: simulator.corp.agentId,
			msgtype: 'textcard',
			to: ['zhangsan'],
			content: { title: '新客户：陈小明', description: '请尽快联系', url: CARD.linkUrl },
		},
	]);
});

describe('the app that sends', () => {
	it('is found by its secret, once for all items and executions', async () => {
		await run('send', { text: '1' }, { items: [EVENT, EVENT] });
		await run('send', { text: '2' }, { items: [EVENT] });
		expect(simulator.requests('agent/list')).toHaveLength(1);
		n8n = n8nOf(simulator, 'third');
		await run('send', { text: '3' }, { items: [EVENT] });
		expect(simulator.requests('agent/list')).toHaveLength(2);
		expect(sent().map(({ agentId }) => agentId)).toEqual([
			...Array.from({ length: 3 }, () => simulator.corp.agentId),
			1000006,
		]);
	});

	it('is named for a delegated app, and refused without before any request', async () => {
		const { corp, url: baseUrl } = simulator;
		n8n = createN8n({
			appType: 'delegated',
			baseUrl,
			corpId: corp.corpId,
			corpSecret: DELEGATED_APP.secret,
		});
		const { error } = await attempt('send', { text: '在吗' }, { items: [EVENT] });
		expect(error?.message).toBe('The app is not known');
		expect(error?.description).toMatch(/^Add "App" and fill in its agent ID/);
		expect(simulator.journal).toEqual([]);
		await run(
			'send',
			{ text: '在吗', ...more({ agentId: picked(DELEGATED_APP.agentId) }) },
			{ items: [EVENT] },
		);
		expect(sent()).toMatchObject([{ agentId: DELEGATED_APP.agentId }]);
	});

	it('is no other than that of the credential', async () => {
		const text = { text: '在吗', ...more({ agentId: picked(1) }) };
		expect(await refusal('send', text, { items: [EVENT] })).toMatch(/301002/);
	});
});

describe('who gets it', () => {
	const to = (userId: string) => ({ userId: picked(userId), text: '开会' });
	const receivers = () => sent().map((message) => message.to);

	it('several members, of whom those that get nothing are told apart', async () => {
		simulator.state.members.get('wangwu')!.inScope = false;
		expect(await run('send', to('zhangsan, ZhaoLiu，WangWu'))).toEqual([
			{ msgid: sent()[0]!.msgid, sent: true },
			...['ZhaoLiu', 'WangWu'].map((userid) => ({
				userid,
				failed: true,
				reason: 'WeCom does not know this ID, or the app may not see it',
			})),
		]);
		expect(receivers()).toEqual([['zhangsan']]);
	});

	it('nobody at all is an error', async () => {
		expect(await refusal('send', to('nobody'))).toBe(
			'None of the given members, departments or tags is valid (WeCom error 81013)',
		);
	});

	it('departments and tags of members, whoever is in the item', async () => {
		const groups = { sendTo: 'groups', text: '开会', departmentIds: [4], memberTagIds: '1，8' };
		const items = [{ userid: 'cleaner' }];
		expect(await run('send', groups, { items })).toMatchObject([
			{ sent: true },
			{ member_tag_id: 8, failed: true },
		]);
		expect(receivers()).toEqual([['cleaner', 'wangwu', 'zhangsan', 'lisi']]);
	});

	it('everybody, only if that is chosen', async () => {
		const all = 'which means everybody. Choose Everybody in "Send To" if that is meant';
		for (const id of ['@all', '={{ ["zhangsan", "@ALL"] }}']) {
			expect(await refusal('send', to(id))).toContain(all);
		}
		expect(simulator.journal).toEqual([]);
		await run('send', { sendTo: 'everyone', text: '开会' });
		expect(receivers()[0]).toEqual(expect.arrayContaining(['zhangsan', 'lisi', 'wangwu']));
	});
});

it('the same message goes out once within the time of the duplicate check', async () => {
	const send = async (minutes: INodeParameters) =>
		await run('send', { text: '提醒', ...more(minutes) }, { items: [EVENT] });
	await send({ duplicateCheck: 30 });
	expect(await send({ duplicateCheck: 30 })).toMatchObject([{ sent: true }]);
	expect(sent()).toHaveLength(1);
	await send({});
	expect(sent()).toHaveLength(2);
});

it('a message whose answer is lost is not sent again', async () => {
	await run('send', { text: '1' }, { items: [EVENT] });
	simulator.faults.dropConnection('message/send', { when: 'after' });
	const { error } = await attempt('send', { text: '2' }, { items: [EVENT] });
	expect(error?.context?.uncertain).toBe(true);
	expect(error?.description).toContain('WeCom does not list app messages');
	expect(sent()).toHaveLength(2);
});

describe('files', () => {
	const PNG = Buffer.from('\x89PNG\r\n\x1a\n a picture', 'latin1').toString('base64');
	const files = { data: { fileName: '名片.png', mimeType: 'image/png', data: PNG } };

	it('of the input item go with the message, uploaded once for all items', async () => {
		await run('send', { messageType: 'image' }, { items: [EVENT, EVENT], files });
		expect(simulator.requests('media/upload')).toHaveLength(1);
		const [mediaId] = simulator.state.media.keys();
		expect(mediaId).toBeDefined();
		expect(sent().map(({ msgtype }) => msgtype)).toEqual(['image', 'image']);
	});

	it('that WeCom would refuse are not uploaded', async () => {
		expect(await refusal('send', { messageType: 'video' }, { items: [EVENT], files })).toMatch(
			/^"File": the file is not an MP4 video/,
		);
		expect(await refusal('send', { messageType: 'file' }, { items: [EVENT] })).toBe(
			'"File": the input item has no files. Put a step before that reads or downloads the file',
		);
		const mediaId = { file: { file: { source: 'mediaId', mediaId: '' } } };
		expect(await refusal('send', { messageType: 'file', ...mediaId }, { items: [EVENT] })).toBe(
			'"File": "Media ID" is empty. Fill it in',
		);
		expect(simulator.requests('media/upload')).toEqual([]);
		expect(sent()).toEqual([]);
	});
});

it('news and cards of templates name the customer', async () => {
	const link = { title: '新客户', text: '陈小明', linkUrl: CARD.linkUrl };
	const picture = more({ pictureUrl: 'https://example.com/cover.png' });
	for (const messageType of ['news', 'textNotice', 'newsNotice']) {
		const own = messageType === 'textNotice' ? {} : picture;
		await run('send', { messageType, ...link, ...own }, { items: [EVENT] });
	}
	expect(sent().map(({ msgtype, content: { card_type } }) => [msgtype, card_type])).toEqual([
		['news', undefined],
		['template_card', 'text_notice'],
		['template_card', 'news_notice'],
	]);
});

const BUTTONS: INodeParameters = {
	messageType: 'buttonCard',
	title: '新客户',
	text: '陈小明',
	buttons: {
		button: [
			{ text: '已联系', key: 'contacted' },
			{ text: '查看', opens: 'url', url: CARD.linkUrl, style: 2 },
		],
	},
};

describe('a card with buttons', () => {
	const update = { replaceName: '张三已联系' };

	it('gets a task ID of its own, and a code by which it is updated for everybody, once', async () => {
		const [card, other] = await run(
			'send',
			{ ...BUTTONS, userId: picked('zhangsan, lisi') },
			{
				items: [EVENT, EVENT],
			},
		);
		const { task_id, response_code } = card!;
		expect(task_id).toMatch(/^[\w@-]{1,128}$/);
		expect(other!.task_id).not.toBe(task_id);
		expect(sent()[0]).toMatchObject({
			content: { card_type: 'button_interaction', task_id },
			codes: [{ code: response_code }],
		});
		const responseCode = String(response_code);
		expect(await run('updateButtonCard', { ...update, responseCode })).toEqual([
			{ response_code: responseCode, updated: true },
		]);
		expect(sent().map(({ replaced }) => replaced)).toEqual([
			{ by: '张三已联系', for: ['zhangsan', 'lisi'] },
			undefined,
		]);
		expect(await refusal('updateButtonCard', { ...update, responseCode })).toBe(
			'The response code is not valid, was used before, or is older than 72 hours (WeCom error 60140)',
		);
	});

	it('is updated for some, of whom those that have none are told apart', async () => {
		const [card] = await run('send', BUTTONS, { items: [EVENT] });
		const members = { sendTo: 'members', userId: picked('ZhangSan, LiSi') };
		const responseCode = String(card!.response_code);
		expect(await run('updateButtonCard', { ...update, ...members, responseCode })).toMatchObject([
			{ updated: true },
			{ userid: 'LiSi', failed: true },
		]);
		expect(sent()[0]!.replaced!.for).toEqual(['zhangsan']);
	});

	it('is for 72 hours', async () => {
		const [card] = await run('send', BUTTONS, { items: [EVENT] });
		sent()[0]!.codes[0]!.at -= 73 * 3600 * 1000;
		const responseCode = String(card!.response_code);
		expect(await refusal('updateButtonCard', { ...update, responseCode })).toMatch(/60140/);
	});

	it('has a task ID that WeCom takes once', async () => {
		const named = { ...BUTTONS, ...more({ taskId: 'visit-7@store' }) };
		expect(await run('send', named, { items: [EVENT] })).toMatchObject([
			{ task_id: 'visit-7@store' },
		]);
		expect(await refusal('send', named, { items: [EVENT] })).toBe(
			'The task ID is missing, malformed, or was used before (WeCom error 42014)',
		);
	});

	it('is for apps that WeCom can tell of a click', async () => {
		simulator.corp.apps[0]!.noCallbackUrl = true;
		const { error } = await attempt('send', BUTTONS, { items: [EVENT] });
		expect(error?.message).toBe('The app has no callback URL (WeCom error 43012)');
		expect(error?.description).toContain('接收消息');
	});
});

describe('a mini program notice', () => {
	const NOTICE: INodeParameters = {
		messageType: 'miniProgramNotice',
		title: '新客户提醒',
		appId: 'wx123123123123123',
		...more({ rows: { row: [{ name: '客户', value: '陈小明' }] } }),
	};

	it('comes from the mini program that the app is', async () => {
		simulator.corp.apps[0]!.miniProgram = true;
		expect(await run('send', NOTICE, { items: [EVENT] })).toMatchObject([{ sent: true }]);
		expect(sent()).toMatchObject([
			{
				msgtype: 'miniprogram_notice',
				to: ['zhangsan'],
				content: { content_item: [{ key: '客户', value: '陈小明' }] },
			},
		]);
		expect(simulator.requests('agent/list')).toEqual([]);
	});

	it('is not for other apps, as the error says', async () => {
		const { error } = await attempt('send', NOTICE, { items: [EVENT] });
		expect(error?.message).toBe('The app may not call this API (WeCom error 48002)');
		expect(error?.description).toMatch(/^Mini program notices are for apps that are mini programs/);
	});
});

describe('recall', () => {
	const recall = async () => await run('recall', { appMessageId: sent()[0]!.msgid });

	it('takes a message back', async () => {
		await run('send', { text: '发错了' }, { items: [EVENT] });
		expect(await recall()).toEqual([{ msgid: sent()[0]!.msgid, recalled: true }]);
		expect(sent()[0]!.recalled).toBe(true);
	});

	it('is for a day, and for the own messages of the app', async () => {
		await run('send', { text: '发错了' }, { items: [EVENT] });
		const appMessageId = sent()[0]!.msgid;
		sent()[0]!.at -= 25 * 3600 * 1000;
		expect(await refusal('recall', { appMessageId })).toBe(
			'The message is too old to be recalled (WeCom error 42052)',
		);
		n8n = n8nOf(simulator, 'third');
		expect(await refusal('recall', { appMessageId })).toMatch(/40058/);
	});
});

const numbered = (count: number, entry: (id: string) => INodeParameters) =>
	Array.from({ length: count }, (_, index) => entry(`n${index}`));
const NOTICE_CARD = { ...CARD, messageType: 'textNotice' };

const REFUSED: Array<[what: string, changes: INodeParameters, message: string]> = [
	[
		'an item without a member',
		{},
		'Nobody is chosen who gets the message. Fill in "Member": the item that comes in has no "userid"',
	],
	[
		'neither departments nor tags',
		{ sendTo: 'groups' },
		'Nobody is chosen who gets the message. Fill in "Department Names or IDs" or "Member Tag IDs"',
	],
	[
		'several members in one ID',
		{ userId: picked('zhangsan|lisi') },
		'"Member" has "zhangsan|lisi". Separate IDs with commas',
	],
	[
		'more than 1,000 members',
		{ userId: picked(Array.from({ length: 1001 }, (_, index) => `m${index}`).join()) },
		'"Member" has 1,001 entries, but WeCom allows 1,000',
	],
	['no text', { sendTo: 'everyone', text: '' }, '"Text" is empty. Fill it in'],
	[
		'a text over 2,048 bytes',
		{ sendTo: 'everyone', text: '喜'.repeat(683) },
		'"Text" is 2,049 bytes long, but WeCom allows 2,048 (a Chinese character counts as 3). Shorten it by 1 bytes',
	],
	[
		'a Markdown over 2,048 bytes',
		{ sendTo: 'everyone', messageType: 'markdown', text: '喜'.repeat(683) },
		'"Text" is 2,049 bytes long, but WeCom allows 2,048 (a Chinese character counts as 3). Shorten it by 1 bytes',
	],
	[
		'a card without a title',
		{ sendTo: 'everyone', ...CARD, title: '' },
		'"Title" is empty. Fill it in',
	],
	[
		'a card with a title over 128 characters',
		{ sendTo: 'everyone', ...CARD, title: '喜'.repeat(129) },
		'"Title" is 129 characters long, but WeCom allows 128',
	],
	[
		'a card that opens no web page',
		{ sendTo: 'everyone', ...CARD, linkUrl: 'example.com' },
		'"Link URL" must be a web address that starts with http:// or https://',
	],
	[
		'a long button',
		{ sendTo: 'everyone', ...CARD, ...more({ buttonText: '查看客户详情' }) },
		'"Button Text" is 6 characters long, but WeCom allows 4',
	],
	[
		'a confidential card',
		{ sendTo: 'everyone', ...CARD, ...more({ confidential: true }) },
		'A message of this type cannot be confidential. Remove "Confidential", or choose another type',
	],
	[
		'news whose second article has no title',
		{
			sendTo: 'everyone',
			...CARD,
			messageType: 'news',
			...more({ articles: { article: [{ linkUrl: CARD.linkUrl }] } }),
		},
		'"More Articles" 1: "Title" is empty. Fill it in',
	],
	[
		'more than eight articles',
		{
			sendTo: 'everyone',
			...CARD,
			messageType: 'news',
			...more({
				articles: {
					article: Array.from({ length: 8 }, () => ({ title: 'x', linkUrl: CARD.linkUrl })),
				},
			}),
		},
		'"More Articles" has 8 entries, but WeCom allows 7',
	],
	[
		'a title of news over 128 bytes',
		{ sendTo: 'everyone', ...CARD, messageType: 'news', title: '喜'.repeat(43) },
		'"Title" is 129 bytes long, but WeCom allows 128 (a Chinese character counts as 3). Shorten it by 1 bytes',
	],
	[
		'a card with a picture without one',
		{ sendTo: 'everyone', ...CARD, messageType: 'newsNotice' },
		'"Picture URL" is empty. Fill it in',
	],
	[
		'a duplicate check of more than four hours',
		{ sendTo: 'everyone', ...more({ duplicateCheck: 241 }) },
		'"Duplicate Check (Minutes)" must be between 1 and 240',
	],
];

it.each(REFUSED)('refuses %s before any request', async (_what, changes, message) => {
	expect(await refusal('send', { text: '在吗', ...changes })).toBe(message);
	expect(simulator.journal).toEqual([]);
});

const CARDS: typeof REFUSED = [
	[
		'a notice to everybody',
		{ messageType: 'miniProgramNotice' },
		'WeCom sends mini program notices to no more than those that are named. Choose members, departments or member tags in "Send To"',
	],
	[
		'a card without buttons',
		{ messageType: 'buttonCard', title: '新客户' },
		'"Buttons" is empty. Fill it in',
	],
	[
		'seven buttons',
		{ ...BUTTONS, buttons: { button: numbered(7, (key) => ({ text: '是', key })) } },
		'"Buttons" has 7 entries, but WeCom allows 6',
	],
	[
		'a button without a key',
		{ ...BUTTONS, buttons: { button: [{ text: '是' }] } },
		'"Buttons" 1: "Key" is empty. Fill it in',
	],
	[
		'two buttons of one key',
		{ ...BUTTONS, buttons: { button: numbered(2, () => ({ text: '是', key: 'yes' })) } },
		'"Buttons" have the key "yes" twice, so nobody could tell which was clicked. Change one of them',
	],
	[
		'a task ID with a blank',
		{ ...BUTTONS, ...more({ taskId: 'visit 7' }) },
		'"Task ID" may have letters, digits, _, - and @ only',
	],
	[
		'seven rows',
		{ ...NOTICE_CARD, ...more({ rows: { row: numbered(7, (name) => ({ name })) } }) },
		'"Rows" has 7 entries, but WeCom allows 6',
	],
	[
		'a row that opens no web page',
		{ ...NOTICE_CARD, ...more({ rows: { row: [{ name: '官网', opens: 'url', url: 'x' }] } }) },
		'"Rows" 1: "URL" must be a web address that starts with http:// or https://',
	],
	[
		'four links',
		{
			...NOTICE_CARD,
			...more({ links: { link: numbered(4, (title) => ({ title, url: CARD.linkUrl })) } }),
		},
		'"Links" has 4 entries, but WeCom allows 3',
	],
	[
		'five paragraphs',
		{
			...NOTICE_CARD,
			messageType: 'newsNotice',
			...more({
				pictureUrl: CARD.linkUrl,
				paragraphs: { paragraph: numbered(5, (title) => ({ title })) },
			}),
		},
		'"Paragraphs" has 5 entries, but WeCom allows 4',
	],
	[
		'what this type of message cannot have',
		more({ quote: { quote: { text: '在吗' } } }),
		'"Quote" does not belong to a message of this type. Remove it, or choose another type',
	],
];

it.each(CARDS)('refuses %s before any request', async (_what, changes, message) => {
	const everyone = { sendTo: 'everyone', text: '在吗' };
	expect(await refusal('send', { ...everyone, ...changes })).toBe(message);
	expect(simulator.journal).toEqual([]);
});

const NOTICES: typeof REFUSED = [
	[
		'a short title',
		{ title: '新客户' },
		'"Title" is 3 characters long, but WeCom wants at least 4',
	],
	[
		'a long value',
		more({ rows: { row: [{ name: '客户', value: '陈'.repeat(31) }] } }),
		'"Rows" 1: "Value" is 31 characters long, but WeCom allows 30',
	],
	[
		'eleven rows',
		more({ rows: { row: numbered(11, (name) => ({ name, value: '是' })) } }),
		'"Rows" has 11 entries, but WeCom allows 10',
	],
	[
		'a row that opens a page',
		more({ rows: { row: [{ name: '官网', value: '是', opens: 'url', url: CARD.linkUrl }] } }),
		'"Rows" of a mini program notice open nothing but its page. Set "Opens" to Nothing',
	],
];

it.each(NOTICES)(
	'refuses a mini program notice with %s before any request',
	async (_what, changes, message) => {
		const notice = { messageType: 'miniProgramNotice', title: '新客户提醒', appId: 'wx1' };
		expect(await refusal('send', { ...notice, ...changes }, { items: [EVENT] })).toBe(message);
		expect(simulator.journal).toEqual([]);
	},
);
