import { startSimulator, unsorted, type Simulator } from '../../simulator';
import { massMessages } from '../../simulator/massMessages';
import { moments } from '../../simulator/moments';
import { createClock, post } from './client';

const clock = createClock();
let sim: Simulator;
beforeAll(async () => {
	sim = await startSimulator({ now: clock.now });
});
afterAll(() => sim.close());

const range = () => ({
	start_time: clock.now() / 1000 - 10 * 24 * 3600,
	end_time: clock.now() / 1000 + 1,
});
const isSorted = (times: number[]) =>
	[times, times.toReversed()].some((list) =>
		list.every((time, index) => index === 0 || list[index - 1]! <= time),
	);

test('a list that promises no order has none, whatever the page size', async () => {
	expect(unsorted([0, 1, 2, 3, 4])).toEqual([0, 2, 4, 3, 1]);
	const text = { content: 'x' };
	for (let n = 0; n < 5; n++) {
		clock.pass(3600);
		await post(sim, 'externalcontact/add_msg_template', { sender: 'zhangsan', text });
		await post(sim, 'externalcontact/add_moment_task', { text });
	}
	expect(massMessages(sim.state).size).toBe(5);
	const list = async (path: string, items: string, more: object) => {
		const times: number[] = [];
		let cursor = '';
		do {
			const body = { ...range(), ...more, limit: 2, cursor };
			const answer = await post(sim, `externalcontact/${path}`, body);
			times.push(
				...(answer[items] as { create_time: number }[]).map(({ create_time }) => create_time),
			);
			cursor = String(answer.next_cursor);
		} while (cursor);
		return times;
	};
	const messages = await list('get_groupmsg_list_v2', 'group_msg_list', { chat_type: 'single' });
	expect(messages).toHaveLength(5);
	expect(isSorted(messages)).toBe(false);
	const published = await list('get_moment_list', 'moment_list', {});
	expect(published).toHaveLength(moments({ state: sim.state } as never).moments.size);
	expect(isSorted(published)).toBe(false);
});
