import { appMessages } from '../../simulator/appMessages';
import { joinWays } from '../../simulator/joinWays';
import { moments, publish as publishMoment } from '../../simulator/moments';
import { patternPng } from '../../simulator/png';
import { tagGroups, toFollowTag } from '../../simulator/tags';
import type { Simulator } from '../../simulator/types';
import type { World } from '../../simulator/world';
import type { FollowTag } from '../../simulator/wire';
import { itemsOf, withCredential, type Workflow } from '../driver';
import type { Execution } from '../driver/executions';
import { credentialData, CREDENTIAL_TYPE, publish } from '../wecom';
import { dataTable, filledIn, readExample, runExample } from './examples-setup';
import { startMailbox, type Mail } from './mailbox';
import { SET_UP_MS, startBoth, type Both } from './setup';

const HOUR = 60 * 60 * 1000;
/** A clock in China in so many hours, as if it stood in London. */
const inChina = (hours: number) => new Date(Date.now() + (hours + 8) * HOUR);
const ago = (hours: number) => new Date(Date.now() - hours * HOUR).toISOString();

/** What WeCom says of the last seven days of all members together, in China's days. */
const statisticsOf = async ({ url, corp, state }: Simulator) => {
	const ask = async (path: string, body?: unknown) => {
		const answer = await fetch(`${url}/cgi-bin/${path}`, {
			method: body === undefined ? 'GET' : 'POST',
			body: body === undefined ? undefined : JSON.stringify(body),
		});
		return (await answer.json()) as Record<string, unknown>;
	};
	const { access_token } = await ask(`gettoken?corpid=${corp.corpId}&corpsecret=${corp.secret}`);
	const userid = [...state.members.values()]
		.filter(({ inScope, externalContact }) => inScope && externalContact)
		.map((member) => member.userid);
	const midnight = Date.parse(`${inChina(0).toISOString().slice(0, 10)}T00:00:00+08:00`) / 1000;
	const day = 24 * 60 * 60;
	const { behavior_data: rows } = await ask(
		`externalcontact/get_user_behavior_data?access_token=${String(access_token)}`,
		{ userid, start_time: midnight - 7 * day, end_time: midnight - day },
	);
	return (rows as Array<Record<string, number>>).map((row) => ({
		date: new Date((row.stat_time! + 8 * 60 * 60) * 1000).toISOString().slice(0, 10),
		added: row.new_contact_cnt!,
		lost: row.negative_feedback_cnt!,
	}));
};

describe('the examples that go by a plan, a table or a list', () => {
	let both: Both;

	beforeAll(async () => {
		const started = await startBoth({ simulated: { empty: true } });
		const { n8n, simulator } = started;
		// The files of this test are on this machine.
		const data = { ...credentialData(simulator), allowPrivateAddresses: true };
		both = { ...started, credential: await n8n.createCredential(CREDENTIAL_TYPE, 'WeCom', data) };
	}, SET_UP_MS);
	afterEach(() => both?.simulator.faults.reset());
	afterAll(() => both?.stop());

	/** What members were told by the app, oldest first. */
	const told = () =>
		appMessages(both.simulator.state).messages.map(({ to, content }) => ({
			to,
			text: String(content.content),
		}));
	const world = () => ({ ...both.simulator, now: Date.now }) as unknown as World;

	it('scheduled-moments publishes each row once, and says a day later who posted', async () => {
		const { simulator } = both;
		const { state } = simulator;
		for (const userid of ['posts', 'forgets', 'manager']) simulator.addMember({ userid });
		const { run } = await runExample(both, readExample('scheduled-moments'), 'Every 15 Minutes');
		expect((await run()).resultData.error).toBeUndefined();

		state.media.set('poster', { mediaId: 'poster', type: 'image', createdAt: Date.now() });
		const plan = await dataTable(both, 'WeCom planned moments');
		const report_to = 'manager';
		const picture_url = `${simulator.url}/media/poster.png`;
		await plan.add(
			{ publish_at: ago(1), text: '新茶上市', picture_url, report_to },
			{ publish_at: ago(1), text: '周末活动', report_to },
			{ publish_at: ago(1), text: '没有图片', picture_url: `${simulator.url}/no.png`, report_to },
			{ publish_at: ago(-1), text: '明天再发', report_to },
			{ publish_at: ago(1), picture_url, report_to },
		);
		expect((await run()).resultData.error).toBeUndefined();
		const made = () => [...moments(world()).moments.values()];
		expect(made().map(({ content }) => content)).toEqual([
			{ text: { content: '新茶上市' }, image: [{ media_id: expect.any(String) as string }] },
			{ image: [{ media_id: expect.any(String) as string }] },
			{ text: { content: '周末活动' } },
		]);
		const statuses = async () => (await plan.rows()).map(({ status }) => status);
		expect(await statuses()).toEqual(['created', 'created', 'failed', null, 'created']);
		expect(told()).toEqual([
			{ to: ['manager'], text: expect.stringMatching(/未能创建：没有图片\n原因：.+/) as string },
		]);

		const rows = await plan.rows();
		for (const row of [rows[0], rows[4]]) await plan.change(row!.id, { asked_at: ago(25) });
		publishMoment(state, made()[0]!.momentId, 'posts');
		const third = await run();
		expect(third.resultData.error).toBeUndefined();
		expect(told().slice(1)).toEqual([
			{
				to: ['manager'],
				text: '朋友圈发表情况：新茶上市\n已发表 1 人：posts\n未发表 2 人：forgets、manager',
			},
			{
				to: ['manager'],
				text: '朋友圈发表情况：（图片）\n已发表 0 人\n未发表 3 人：forgets、manager、posts',
			},
		]);
		expect(await statuses()).toEqual(['reported', 'created', 'failed', null, 'reported']);

		// Whatever has been done is not done again.
		expect((await run()).resultData.error).toBeUndefined();
		expect(made()).toHaveLength(3);
		expect(told()).toHaveLength(3);
	});

	describe('tag-cleanup', () => {
		const MARK = 'externalcontact/mark_tag';
		const addTags = (groupName: string, names: string[]) => {
			const { state, corp } = both.simulator;
			const parts = { createTime: 1_700_000_000, order: 0, deleted: false };
			const tags = names.map((name) => ({
				...parts,
				id: `et-${groupName}-${name}`,
				name,
				appName: corp.apps[0]!.name,
			}));
			const group = { ...parts, groupId: `et-${groupName}`, name: groupName, tags };
			tagGroups(world()).push(group);
			for (const { id } of tags) state.tagIds.add(id);
			return tags.map((tag) => toFollowTag(group, tag));
		};
		const cleanUp = async (settings: Record<string, string | boolean>) => {
			const example = readExample('tag-cleanup');
			const assignments = Object.entries(settings).map(([name, value], index) => ({
				id: `field-${index}`,
				name,
				value,
				type: typeof value,
			}));
			const filled = filledIn(example, { Settings: { assignments: { assignments } } });
			const { run } = await runExample(both, filled, 'When Executed by Hand');
			return await run();
		};
		const unused = (execution: Execution) =>
			itemsOf(execution, 'Unused Tags')
				.map(({ json }) => json)
				.filter(({ group_name }) => group_name === '老客')
				.map(({ tag_name }) => tag_name);

		it('gives whoever has the old tag the new one, member by member, and deletes it if told to', async () => {
			const { simulator } = both;
			for (const userid of ['anna', 'bert']) simulator.addMember({ userid });
			const [old, young, other] = addTags('老客', ['老客', '老客户', '重要', '没人用']);
			const add = (userId: string, externalUserId: string, ...tags: FollowTag[]) =>
				simulator.addRelation({ userId, externalUserId }, { tags });
			const ids = [1, 2, 3].map(() => simulator.addCustomer().external_userid) as [
				string,
				string,
				string,
			];
			const relations = [
				add('anna', ids[0], old!, other!),
				add('bert', ids[0]),
				add('anna', ids[1], old!, young!),
				add('bert', ids[2], old!),
			];
			const tags = () => relations.map(({ follow }) => follow.tags.map(({ tag_name }) => tag_name));
			const settings = { old_tag: '老客 / 老客', new_tag: '老客户', delete_old_tag: true };

			// Whom WeCom refuses keeps the old tag, which is then not deleted.
			simulator.faults.failNext(MARK, { errcode: 84061 });
			const first = await cleanUp(settings);
			expect(first.resultData.error).toBeUndefined();
			expect(itemsOf(first, 'Not Moved')).toHaveLength(1);
			expect(tags()).toEqual([['老客', '重要'], [], ['老客户'], ['老客户']]);
			expect(unused(first)).toEqual(['没人用']);

			simulator.resetJournal();
			const second = await cleanUp(settings);
			expect(second.resultData.error).toBeUndefined();
			expect(tags()).toEqual([['重要', '老客户'], [], ['老客户'], ['老客户']]);
			expect(simulator.requests(MARK)).toHaveLength(1);
			expect(simulator.requests('externalcontact/del_corp_tag')).toHaveLength(1);
			const left = tagGroups(world()).flatMap((group) => group.tags.filter((tag) => !tag.deleted));
			expect(left.map(({ name }) => name)).not.toContain('老客');

			// Again, there is nothing left to do.
			simulator.resetJournal();
			const third = await cleanUp(settings);
			expect(third.resultData.error).toBeUndefined();
			expect(simulator.requests(MARK)).toEqual([]);
			expect(simulator.requests('externalcontact/del_corp_tag')).toEqual([]);
			expect(unused(third)).toEqual(['没人用']);
		});
	});

	describe('duty-roster', () => {
		const UPDATE = 'externalcontact/update_contact_way';

		it('has those behind the code who are on duty and below their cap, else the backups', async () => {
			const { simulator } = both;
			const { state } = simulator;
			for (const userid of ['early', 'capped', 'off', 'spare']) simulator.addMember({ userid });
			const config_id = 'duty-code';
			const given = { type: 2, scene: 2, user: ['off'], state: 'duty' };
			state.contactWays.set(config_id, {
				configId: config_id,
				createdAt: Date.now(),
				used: false,
				given,
			});
			const members = () => state.contactWays.get(config_id)!.given.user;
			/** A new customer of so many hours ago. */
			const add = (userId: string, hours = 0) => {
				const { external_userid: externalUserId } = simulator.addCustomer();
				const createtime = Math.floor((Date.now() - hours * HOUR) / 1000);
				simulator.addRelation({ userId, externalUserId }, { createtime });
			};
			add('capped');
			add('capped', 48);

			const { run } = await runExample(both, readExample('duty-roster'), 'Every Hour');
			expect((await run()).resultData.error).toBeUndefined();
			const roster = await dataTable(both, 'WeCom duty roster');
			await roster.add(
				{
					config_id,
					userid: 'early',
					from_time: inChina(-2).toISOString().slice(11, 16),
					until_time: inChina(2).toISOString().slice(11, 16),
					daily_cap: 2,
				},
				{ config_id, userid: 'capped', daily_cap: 2 },
				{ config_id, userid: 'off', days: String(inChina(24).getUTCDay() || 7) },
				{ config_id, userid: 'spare', backup: true },
			);

			const duty = async () => {
				simulator.resetJournal();
				const execution = await run();
				expect(execution.resultData.error).toBeUndefined();
				return { changes: simulator.requests(UPDATE).length, members: members() };
			};
			expect(await duty()).toEqual({ changes: 1, members: ['early', 'capped'] });
			expect(await duty()).toEqual({ changes: 0, members: ['early', 'capped'] });
			add('capped');
			expect(await duty()).toEqual({ changes: 1, members: ['early'] });
			add('early');
			add('early');
			expect(await duty()).toEqual({ changes: 1, members: ['spare'] });

			// Nobody at all: the code stays as it is.
			const rows = await roster.rows();
			await roster.change(rows[3]!.id, { daily_cap: 1 });
			add('spare');
			const last = await run();
			expect(itemsOf(last, 'Nobody Left')).toHaveLength(1);
			expect(members()).toEqual(['spare']);
		});
	});

	it('group-pull shows newcomers a group with room, and tells the admin of a full one once', async () => {
		const { simulator } = both;
		for (const userid of ['greeter', 'group-admin']) simulator.addMember({ userid });
		const ways = ['first', 'second'].map((name) => {
			const { chatId } = simulator.addGroupChat({ owner: 'greeter', name });
			joinWays(world()).set(`join-${name}`, { scene: 2, chat_id_list: [chatId] });
			return { name, config_id: `join-${name}`, chatId };
		});
		/** So many people, the owner among them. */
		const fill = (index: number, count: number) => {
			const chat = simulator.state.groupChats.get(ways[index]!.chatId)!;
			const people = Array.from({ length: count - 1 }, (_, place) => ({
				userid: `wm-in-${index}-${place}`,
				name: '群友',
				type: 2 as const,
				joinTime: 1_760_000_000,
				joinScene: 3 as const,
			}));
			chat.members = [...chat.members.filter(({ type }) => type === 1), ...people];
		};
		const stored = await n8nWorkflow(readExample('group-pull'));
		const hourly = async () => {
			const id = await both.n8n.runManually(stored, 'Every Hour');
			const execution = await both.n8n.waitForExecution(id);
			expect(execution.resultData.error).toBeUndefined();
		};
		await hourly();
		const table = await dataTable(both, 'WeCom join ways');
		const report_to = 'group-admin';
		const plan = { group_size: 10, spare: 3, report_to };
		await table.add(...ways.map(({ name, config_id }) => ({ name, config_id, ...plan })));

		const before = told().length;
		const news = () => told().slice(before);
		/** Whom the newcomer's welcome leads to, by the picture that WeCom was given. */
		const welcomed = async () => {
			const { welcomeCode } = simulator.scanQrCode({ userId: 'greeter' });
			const sent = await simulator.waitFor(
				() => simulator.welcomeMessages.find((message) => message.welcomeCode === welcomeCode),
				20_000,
			);
			const [image] = sent.attachments as Array<{ image: { media_id: string } }>;
			if (!image) return sent.text;
			const picture = simulator.state.media.get(image.image.media_id)!.file!.data;
			return ways.find(({ config_id }) => patternPng(config_id).equals(picture))?.name;
		};
		const rooms = async () => (await table.rows()).map(({ room_left }) => room_left);

		fill(0, 6);
		await hourly();
		expect(await rooms()).toEqual([4, 9]);
		expect(await welcomed()).toBe('first');
		expect(news()).toEqual([]);

		fill(0, 8);
		await hourly();
		await hourly();
		expect(await rooms()).toEqual([2, 9]);
		expect(news()).toEqual([
			{ to: [report_to], text: expect.stringMatching(/「first」快满了，还能进 2 人/) as string },
		]);
		expect(await welcomed()).toBe('second');

		fill(1, 10);
		await hourly();
		expect(news()).toHaveLength(2);
		expect(await welcomed()).toMatch(/^你好，欢迎/);

		// Room again, and full again: that is news.
		fill(0, 1);
		await hourly();
		fill(0, 10);
		await hourly();
		expect(news()).toHaveLength(3);
	});

	it('daily-report-mail sends one mail with the numbers of the week and the channels of yesterday', async () => {
		const { simulator, n8n } = both;
		const mailbox = await startMailbox();
		try {
			const channels = { '门店-1': 3, '海报 <春>': 1 };
			const yesterday = Math.floor(Date.now() / 1000) - 24 * 60 * 60;
			for (const [state, count] of Object.entries(channels)) {
				simulator.addMember({ userid: state === '门店-1' ? 'sells' : 'draws' });
				for (let number = 0; number < count; number++) {
					const { external_userid: externalUserId } = simulator.addCustomer();
					const userId = state === '门店-1' ? 'sells' : 'draws';
					simulator.addRelation({ userId, externalUserId }, { state, createtime: yesterday });
				}
			}
			const smtp = await n8n.createCredential('smtp', 'Mailbox', {
				host: '127.0.0.1',
				port: mailbox.port,
				secure: false,
				disableStartTls: true,
			});
			const example = filledIn(readExample('daily-report-mail'), {
				'Send the Mail': { toEmail: 'boss@example.com, chief@example.com' },
			});
			const filled = withCredential(example, 'n8n-nodes-base.emailSend', smtp);
			const { run } = await runExample(both, filled, 'Every Morning');
			const execution = await run();
			expect(execution.resultData.error).toBeUndefined();

			expect(mailbox.mails).toHaveLength(1);
			const [{ from, to, subject, html }] = mailbox.mails as [Mail];
			expect({ from, to }).toEqual({
				from: 'n8n@example.com',
				to: ['boss@example.com', 'chief@example.com'],
			});
			const days = await statisticsOf(simulator);
			const today = days.at(-1)!;
			expect(subject).toBe(`客户日报 ${today.date}：新增 ${today.added}，流失 ${today.lost}`);
			const text = html
				.replace(/<[^>]+>/g, ' ')
				.replace(/&nbsp;|\s+/g, ' ')
				.replace(/ +/g, ' ');
			const lines = (name: 'added' | 'lost') =>
				days.map((day) => `${day.date.slice(5)} ${day[name]}`).join(' ');
			expect(text).toContain(`最近 7 天新增 ${lines('added')} `);
			expect(text).toContain(`最近 7 天流失 ${lines('lost')} `);
			expect(text).toContain('昨天新增的渠道 门店-1 3 海报 &#60;春&#62; 1');
			const most = Math.max(...days.flatMap(({ added, lost }) => [added, lost]));
			const share = Math.max(1, Math.round((days[0]!.added / most) * 100));
			expect(html).toContain(`>${days[0]!.date.slice(5)}</td><td><table`);
			expect(html).toContain(`width="${share}%"`);
			expect(html).not.toMatch(/<(img|svg|script)|https?:/);
		} finally {
			await mailbox.close();
		}
	});

	/** Published, with WeCom's callbacks going to it. */
	const n8nWorkflow = async (workflow: Workflow) =>
		await publish(both.n8n, both.simulator, both.credential, workflow);
});
