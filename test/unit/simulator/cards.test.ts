import { startSimulator, type Simulator } from '../../simulator';
import { decrypt } from '../../simulator/crypto';
import { createClock, post } from './client';
import { startReceiver } from './receiver';

const clock = createClock();
let sim: Simulator;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
beforeEach(async () => {
	sim = await startSimulator({ now: clock.now });
	receiver = await startReceiver(() => ({}));
	sim.setCallback({ url: receiver.url });
});
afterEach(async () => {
	await receiver.close();
	await sim.close();
});

const taskId = 'task-1';
const card = {
	card_type: 'button_interaction',
	task_id: taskId,
	main_title: { title: '新客户' },
	button_list: [
		{ text: '已联系', key: 'done' },
		{ text: '稍后', key: 'later' },
	],
};
const notice = {
	card_type: 'text_notice',
	task_id: taskId,
	main_title: { title: '日报' },
	card_action: { type: 1, url: 'https://example.com' },
	action_menu: { desc: '更多', action_list: [{ text: '不再推送', key: 'stop' }] },
};
const send = (template_card: object) =>
	post(sim, 'message/send', {
		touser: 'zhangsan|lisi',
		msgtype: 'template_card',
		agentid: sim.corp.agentId,
		template_card,
	});
const update = async (response_code: unknown) => {
	const body = {
		agentid: sim.corp.agentId,
		response_code,
		atall: 1,
		button: { replace_name: '好' },
	};
	return (await post(sim, 'message/update_template_card', body)).errcode;
};
const received = () => {
	const [, encrypted = ''] = /<Encrypt><!\[CDATA\[(.*?)\]\]>/.exec(receiver.received.at(-1)!.body)!;
	return decrypt(sim.corp.encodingAesKey, encrypted).message;
};

test('a click is told with its member, key and a code of its own', async () => {
	const { response_code } = await send(card);
	const { responseCode, delivery } = sim.clickCard({ taskId, userId: 'lisi', key: 'later' });
	expect(await delivery).toMatchObject({ event: 'template_card_event', acknowledged: true });
	expect(responseCode).not.toBe(response_code);
	for (const part of [
		'<FromUserName><![CDATA[lisi]]></FromUserName>',
		'<EventKey><![CDATA[later]]></EventKey>',
		`<ResponseCode><![CDATA[${responseCode}]]></ResponseCode>`,
	])
		expect(received()).toContain(part);
});

test('every code works once, for 72 hours after it came', async () => {
	const { response_code } = await send(card);
	clock.pass(71 * 3600);
	const { responseCode, delivery } = sim.clickCard({ taskId, userId: 'lisi' });
	await delivery;
	clock.pass(2 * 3600);
	expect(await update(response_code)).toBe(60140);
	expect(await update(responseCode)).toBe(0);
	expect(await update(responseCode)).toBe(60140);
	expect(() => sim.clickCard({ taskId, userId: 'lisi' })).toThrow('cannot be clicked anymore');
});

test('only what is on the card can be clicked, and by those who have it', async () => {
	await send(card);
	expect(() => sim.clickCard({ taskId, userId: 'wangwu' })).toThrow('wangwu has no task-1');
	expect(() => sim.clickCard({ taskId: 'other', userId: 'lisi' })).toThrow('lisi has no other');
	expect(() => sim.clickCard({ taskId, userId: 'lisi', key: 'never' })).toThrow('nothing to click');
	expect(() => sim.clickCard({ taskId, userId: 'lisi', menu: true })).toThrow('nothing to click');
});

test('a menu tells of clicks too; there are no buttons to replace', async () => {
	expect((await send({ ...notice, task_id: undefined })).errcode).toBe(42014);
	await send(notice);
	const { responseCode, delivery } = sim.clickCard({ taskId, userId: 'lisi', menu: true });
	expect(await delivery).toMatchObject({ event: 'template_card_menu_event' });
	expect(received()).toContain('<EventKey><![CDATA[stop]]></EventKey>');
	expect(await update(responseCode)).toBe(40058);
});
