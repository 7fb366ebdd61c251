import type { IBinaryKeyData, INodeParameters } from 'n8n-workflow';
import { startSimulator, unsorted, type Simulator } from '../../simulator';
import { confirmMassMessage, massMessages } from '../../simulator/massMessages';
import { n8nOf, operationsIn, picked, type N8n } from '../setup';

const CHEN = 'wmSimulatedAAAAChenXiaoMing';
const LIU = 'wmSimulatedAAAALiuFang';
const SUN = 'wmSimulatedAAAASunLi';
const ZHAO = 'woSimulatedAAAAZhaoJingLi';
const CUSTOMERS = 'wrSimulatedAAAACustomers';
const FRIENDS = 'wrSimulatedAAAAFriends';
const IMPORTANT = 'etSimulatedAAAAImportant';
const OLD = 'stSimulatedAAAAOld';
const DAY = 24 * 3600 * 1000;

let simulator: Simulator;
let n8n: N8n;
/** Days pass between two calls here, but none for the node, whose tokens must not die of it. */
const TOKENS_LIVE = { tokenLifeSeconds: 10 ** 9 };
let clock: number;

beforeEach(async () => {
	clock = Date.parse('2026-11-10T10:00:00+08:00');
	simulator = await startSimulator({ now: () => clock, settings: TOKENS_LIVE });
	n8n = n8nOf(simulator);
});
afterEach(async () => await simulator.close());

const by = (userId: string) => ({ userId: picked(userId) });
const to = (...ids: string[]) => ({ recipients: 'listed', externalUserIds: ids.join('\n') });
const all = (userId: string) => ({ recipients: 'all', ...by(userId) });
const tagged = (...lists: Array<string[] | string>) => ({
	recipients: 'tags',
	tagFilter: { list: lists.map((tagIds) => ({ tagIds })) },
});
const inGroups = (...ids: string[]) => ({
	chatType: 'group',
	groupChats: { chat: ids.map((id) => ({ chatId: picked(id) })) },
});

const { run, refusal } = operationsIn(() => n8n, 'massMessage');

async function create(parameters: INodeParameters, files?: IBinaryKeyData) {
	const [made] = await run('create', { text: '双十一来啦', ...parameters }, { files });
	return {
		failed: made!.fail_list,
		messageId: picked(made!.msgid),
		confirm: (userId: string) =>
			confirmMassMessage(simulator.state, { msgid: String(made!.msgid), userId, at: clock }),
	};
}

type Message = Awaited<ReturnType<typeof create>>;

const tasksOf = async ({ messageId }: Message) =>
	(await run('getTasks', { messageId, returnAll: true })).map(({ userid, task_status_label }) => [
		userid,
		task_status_label,
	]);

const resultsOf = async ({ messageId }: Message, more: INodeParameters = {}) =>
	(await run('getSendResults', { messageId, returnAll: true, ...more })).map(
		({ external_userid, chat_id, send_status_label }) => [
			external_userid ?? chat_id,
			send_status_label,
		],
	);

it('goes to customers once the member has confirmed it', async () => {
	const message = await create({ ...to(CHEN, LIU, 'wmStranger'), ...by('zhangsan') });
	expect(message.failed).toEqual(['wmStranger']);
	expect(await tasksOf(message)).toEqual([['zhangsan', 'not sent']]);
	expect(await resultsOf(message)).toEqual([]);
	expect(await resultsOf(message, by('zhangsan'))).toEqual([
		[CHEN, 'not sent'],
		[LIU, 'not sent'],
	]);

	expect(message.confirm('zhangsan')).toBe(true);
	expect(await tasksOf(message)).toEqual([['zhangsan', 'sent']]);
	expect(await resultsOf(message)).toEqual([
		[CHEN, 'sent'],
		[LIU, 'sent'],
	]);
});

it('without a sender is shared out among the members who follow the customers', async () => {
	const message = await create(to(LIU, ZHAO));
	expect(await tasksOf(message)).toEqual([
		['zhangsan', 'not sent'],
		['wangwu', 'not sent'],
	]);
	message.confirm('wangwu');
	expect(await resultsOf(message)).toEqual([[ZHAO, 'sent']]);
	message.confirm('zhangsan');
	const { messageId } = message;
	expect(await run('getSendResults', { messageId, limit: 1 })).toMatchObject([
		{ external_userid: LIU, userid: 'zhangsan', send_status: 1, send_status_label: 'sent' },
	]);
});

it('goes to all customers of a member', async () => {
	const message = await create(all('zhangsan'));
	message.confirm('zhangsan');
	expect(await resultsOf(message)).toEqual(unsorted([CHEN, LIU, SUN].map((id) => [id, 'sent'])));
});

describe('by tags', () => {
	beforeEach(() => {
		simulator.state.tagIds.add('etOther');
		const liu = simulator.state.relations.find(({ externalUserId }) => externalUserId === LIU)!;
		liu.follow.tags = [{ group_name: '地区', tag_name: '华南', tag_id: 'etOther', type: 1 }];
	});

	const reached = async (parameters: INodeParameters) => {
		const message = await create(parameters);
		message.confirm('zhangsan');
		return (await resultsOf(message)).map(([id]) => id);
	};

	it('one tag of a list is enough', async () => {
		expect(await reached(tagged([IMPORTANT, 'etOther']))).toEqual([CHEN, LIU]);
	});

	it('each list must fit', async () => {
		expect(await reached(tagged([IMPORTANT, 'etOther'], `={{ "${OLD}，${OLD}" }}`))).toEqual([
			CHEN,
		]);
		expect(await refusal('create', { text: '在吗', ...tagged([IMPORTANT], ['etOther']) })).toBe(
			'No customer can receive the message (WeCom error 41048)',
		);
	});

	it('only among the customers of the sender, if there is one', async () => {
		expect(await reached({ ...tagged([IMPORTANT]), ...by('zhangsan') })).toEqual([CHEN]);
		expect(
			await refusal('create', { text: '在吗', ...tagged([IMPORTANT]), ...by('lisi') }),
		).toMatch(/41048/);
	});

	it('a tag that does not exist is refused', async () => {
		expect(await refusal('create', { text: '在吗', ...tagged(['etNone']) })).toMatch(/40068/);
	});
});

it('goes to group chats of their owner', async () => {
	const message = await create({ ...inGroups(CUSTOMERS), ...by('zhangsan') });
	expect(await resultsOf(message, by('zhangsan'))).toEqual([]);
	message.confirm('zhangsan');
	expect(await resultsOf(message)).toEqual([[CUSTOMERS, 'sent']]);

	const letsChoose = await create({ ...inGroups(), ...by('zhangsan') });
	letsChoose.confirm('zhangsan');
	expect(await resultsOf(letsChoose)).toEqual([[CUSTOMERS, 'sent']]);
});

it('a group chat of somebody else is refused, and one without customers', async () => {
	const text = '大家好';
	expect(await refusal('create', { text, ...inGroups(CUSTOMERS), ...by('lisi') })).toMatch(/60011/);
	expect(await refusal('create', { text, ...inGroups(FRIENDS), ...by('lisi') })).toMatch(/90501/);
});

it('takes a picture of the input item, and lists it', async () => {
	const data = Buffer.from('\x89PNG\r\n\x1a\n a picture', 'latin1').toString('base64');
	await create(
		{
			...all('wangwu'),
			attachments: { attachment: [{ type: 'image', source: 'binary' }] },
		},
		{ data: { fileName: '海报.png', mimeType: 'image/png', data } },
	);
	const range = { startTime: '2026-11-10T00:00:00+08:00', endTime: '2026-11-11T00:00:00+08:00' };
	const [listed] = await run('getAll', range);
	expect(listed).toMatchObject({
		text: '双十一来啦',
		attachments: [expect.stringMatching(/^image \S+$/)],
	});
	expect(listed).not.toHaveProperty('creator');
});

it('says who is no longer a friend, and who got too many this month', async () => {
	simulator.state.relations.find(
		({ externalUserId, userId }) => externalUserId === LIU && userId === 'zhangsan',
	)!.deletedByCustomer = true;
	const send = async () => {
		const message = await create({ ...to(SUN, LIU), ...by('zhangsan') });
		message.confirm('zhangsan');
		return await resultsOf(message);
	};
	for (let day = 1; day <= 30; day++) {
		expect(await send()).toEqual([
			[SUN, 'sent'],
			[LIU, 'not a customer any more'],
		]);
	}
	expect((await send())[0]).toEqual([SUN, 'got another mass message']);
	clock = Date.parse('2026-12-01T00:00:00+08:00');
	expect((await send())[0]).toEqual([SUN, 'sent']);
}, 60_000);

it('a member who left the scope is told apart, the others are read', async () => {
	const message = await create(to(LIU, ZHAO));
	message.confirm('zhangsan');
	message.confirm('wangwu');
	simulator.state.members.get('zhangsan')!.inScope = false;
	const { messageId } = message;
	expect(await run('getSendResults', { messageId, returnAll: true })).toMatchObject([
		{ userid: 'zhangsan', failed: true, errcode: 60021 },
		{ userid: 'wangwu', external_userid: ZHAO, send_status_label: 'sent' },
	]);
});

it('members can be reminded three times a day', async () => {
	const { messageId } = await create(all('zhangsan'));
	for (let time = 1; time <= 3; time++) {
		expect(await run('remind', { messageId })).toEqual([
			{ msgid: messageId.value, reminded: true },
		]);
	}
	expect(await refusal('remind', { messageId })).toBe(
		'The members were reminded too often (WeCom error 41094)',
	);
	clock += DAY;
	await run('remind', { messageId });
});

it('a canceled message goes out no more', async () => {
	const message = await create(to(LIU, ZHAO));
	const { messageId } = message;
	message.confirm('wangwu');
	expect(await run('cancel', { messageId })).toEqual([{ msgid: messageId.value, canceled: true }]);
	expect(message.confirm('zhangsan')).toBe(false);
	expect(await tasksOf(message)).toEqual([
		['zhangsan', 'not sent'],
		['wangwu', 'sent'],
	]);
	expect(await refusal('cancel', { messageId })).toMatch(/41093/);
	expect(await refusal('remind', { messageId })).toMatch(/41093/);
});

it.each(['remind', 'cancel', 'getTasks', 'getSendResults'])(
	'%s: a message that does not exist is refused',
	async (operation) => {
		expect(await refusal(operation, { messageId: picked('msgNone') })).toBe(
			'The ID of the mass message is not valid (WeCom error 41047)',
		);
	},
);

describe('the list', () => {
	const titles = async (parameters: INodeParameters) =>
		(await run('getAll', { returnAll: true, ...parameters })).map(({ text }) => text);
	const since = { startTime: '2026-01-01T00:00:00+08:00' };
	const year = { ...since, endTime: '2026-12-31T00:00:00+08:00' };

	beforeEach(async () => {
		clock = Date.parse('2026-02-01T00:00:00+08:00');
		await create({ ...all('zhangsan'), text: '二月' });
		clock = Date.parse('2026-11-10T10:00:00+08:00');
		await create({ ...all('zhangsan'), text: '十一月' });
		await create({ ...inGroups(), ...by('zhangsan'), text: '群里' });
		massMessages(simulator.state).set('msgOwn', {
			msgid: 'msgOwn',
			chatType: 'single',
			creator: 'lisi',
			createType: 1,
			createdAt: clock - 60_000,
			text: '个人群发',
			attachments: [],
			tasks: [],
			remindedAt: [],
		});
	});

	it('reaches over many months', async () => {
		expect(await titles(year)).toEqual(['十一月', '个人群发', '二月']);
		expect(await titles({ ...year, returnAll: false, limit: 2 })).toEqual(['十一月', '个人群发']);
		expect(await titles({ ...year, chatType: 'group' })).toEqual(['群里']);
	});

	it('ends now unless told', async () => {
		clock = Date.now();
		await create({ ...all('wangwu'), text: '刚才' });
		const startTime = new Date(clock - DAY).toISOString();
		expect(await titles({ startTime })).toEqual(['刚才']);
	});

	it('is newest first by the defaults of the editor: nothing new is left out', async () => {
		const messages = massMessages(simulator.state);
		const own = messages.get('msgOwn')!;
		messages.clear();
		const now = Date.now();
		// Three a day for four weeks, in no order.
		const times = Array.from(
			{ length: 84 },
			(_, index) => now - 60_000 - ((index * 37) % 84) * (DAY / 3),
		);
		for (const createdAt of times) {
			messages.set(`msg${createdAt}`, { ...own, msgid: `msg${createdAt}`, createdAt });
		}
		const newest = [...times].sort((a, b) => b - a).map((createdAt) => `msg${createdAt}`);
		const listed = async (parameters: INodeParameters) =>
			(await run('getAll', parameters)).map(({ msgid }) => msgid);
		expect(await listed({})).toEqual(newest.slice(0, 50));
		expect(await listed({ returnAll: true })).toEqual(newest);
	});

	it('knows who made a message', async () => {
		expect(await titles({ ...year, filters: { filterType: 0 } })).toEqual(['十一月', '二月']);
		expect(await titles({ ...year, filters: { filterType: 1 } })).toEqual(['个人群发']);
		expect(await titles({ ...year, filters: { creator: 'lisi' } })).toEqual(['个人群发']);
	});
});

const numbered = (count: number) => Array.from({ length: count }, (_, index) => `id${index}`);
const link = (parts: INodeParameters) => ({
	attachments: {
		attachment: [{ type: 'link', linkTitle: '标题', linkUrl: 'https://example.com', ...parts }],
	},
});
const long = `https://example.com/${'x'.repeat(2029)}`;

const REFUSED: Array<[what: string, operation: string, changes: INodeParameters, message: string]> =
	[
		[
			'more than 10,000 customers',
			'create',
			{ externalUserIds: `={{ ${JSON.stringify(numbered(10_001))} }}` },
			'"External User IDs" has 10,001 entries, but WeCom allows 10,000 in one mass message. Create several, each for a part of the list: a step before can split it into several items',
		],
		[
			'more than 2,000 group chats',
			'create',
			{ ...inGroups(numbered(2001).join(',')), ...by('zhangsan') },
			'"Group Chats" has 2,001 entries, but WeCom allows 2,000',
		],
		[
			'no customer',
			'create',
			{ externalUserIds: '' },
			'No customer is listed. Fill in "External User IDs", or change "Recipients"',
		],
		[
			'all customers of nobody',
			'create',
			{ recipients: 'all' },
			'Nobody is chosen whose customers get the message. Choose one in "Sender"',
		],
		[
			'group chats of nobody',
			'create',
			inGroups(CUSTOMERS),
			'A message to group chats is sent by their owner. Choose the owner in "Sender"',
		],
		[
			'no tag list',
			'create',
			tagged(),
			'No tag is given. Add a tag list under "Tags", or change "Recipients"',
		],
		[
			'a tag list that came out empty',
			'create',
			tagged([IMPORTANT], '={{ [] }}'),
			'"Tags" 2 is empty. Choose tags, or remove the list',
		],
		[
			'more than 100 tags in a list',
			'create',
			tagged(numbered(101)),
			'"Tags" 1 has 101 entries, but WeCom allows 100',
		],
		[
			'recipients of no known kind',
			'create',
			{ recipients: '={{ "everybody" }}' },
			'"Recipients" must be one of all (All Customers of the Member), tags (Customers With Tags), listed (Listed Customers), but is "everybody"',
		],
		[
			'nothing to say',
			'create',
			{ text: '' },
			'A mass message needs a text, an attachment, or both. Fill in "Text" or add an attachment',
		],
		[
			'a text over 4,000 bytes',
			'create',
			{ text: '喜'.repeat(1334) },
			'"Text" is 4,002 bytes long, but WeCom allows 4,000 (a Chinese character counts as 3). Shorten it by 2 bytes',
		],
		[
			'ten attachments',
			'create',
			{
				attachments: {
					attachment: numbered(10).map((mediaId) => ({ type: 'file', source: 'mediaId', mediaId })),
				},
			},
			'"Attachments" has 10 entries, but WeCom allows 9',
		],
		[
			'a link over 2,048 bytes',
			'create',
			link({ linkUrl: long }),
			'"Attachments" 1 (link): "Link URL" is 2,049 bytes long, but WeCom allows 2,048 (a Chinese character counts as 3). Shorten it by 1 bytes',
		],
		[
			'a cover address over 2,048 bytes',
			'create',
			link({ pictureUrl: long }),
			'"Attachments" 1 (link): "Picture URL" is 2,049 bytes long, but WeCom allows 2,048 (a Chinese character counts as 3). Shorten it by 1 bytes',
		],
		[
			'an end before the start',
			'getAll',
			{ startTime: '2026-11-02', endTime: '2026-11-01' },
			'"End Time" is before "Start Time"',
		],
	];

it.each(REFUSED)('refuses %s before any request', async (_what, operation, changes, message) => {
	expect(await refusal(operation, { text: '在吗', ...to(CHEN), ...changes })).toBe(message);
	expect(simulator.journal).toEqual([]);
});
