import type { INodeListSearchResult } from 'n8n-workflow';
import { toLoadOptions } from '../../../nodes/WeComCustomerContact/methods/picker';
import { listSearch, SEARCHES } from '../../../nodes/WeComCustomerContact/methods/pickers';
import { n8nOf, type N8n } from '../../engine/setup';
import { startSimulator, type Simulator } from '../../simulator';

// What all pickers have in common, shown by the one that needs most of it: group chats are listed as IDs, page by
// page, and each takes a call of its own for its name.

const GET = 'externalcontact/groupchat/get';
const LIST = 'externalcontact/groupchat/list';
const NOTE = {
	name: 'There are too many to search all of them. Give the ID, or clear the search and scroll',
	value: '',
};

let simulator: Simulator;
let n8n: N8n;
/** How far the clock goes on with each request, in milliseconds. */
let pace: number;

beforeEach(async () => {
	pace = 0;
	let time = Date.now();
	jest.spyOn(Date, 'now').mockImplementation(() => time);
	simulator = await startSimulator({
		onRequest: () => {
			time += pace;
		},
	});
	n8n = n8nOf(simulator);
	simulator.state.groupChats.clear();
});
afterEach(async () => {
	jest.restoreAllMocks();
	await simulator.close();
});

const addChats = (count: number) => {
	for (let number = 0; number < count; number++)
		simulator.addGroupChat({ chatId: `wr${number}`, name: `群${number}`, owner: 'zhangsan' });
};
const search = async (filter?: string, token?: string) =>
	await listSearch.searchGroupChats!.call(n8n.editor(), filter, token);
const load = async () => await toLoadOptions(SEARCHES.searchGroupChats!).call(n8n.editor());
const ids = ({ results }: INodeListSearchResult) => results.map(({ value }) => String(value));
const inOrder = (values: string[]) =>
	[...values].sort((a, b) => Number(a.slice(2)) - Number(b.slice(2)));
const all = (count: number) => Array.from({ length: count }, (_, number) => `wr${number}`);

describe('without a search', () => {
	it('comes in pages that fill the box, to its end', async () => {
		addChats(45);
		const pages: INodeListSearchResult[] = [];
		let token: string | undefined;
		do {
			pages.push(await search('', token));
			token = pages.at(-1)!.paginationToken;
		} while (token !== undefined);
		expect(pages.map(({ results }) => results.length)).toEqual([20, 20, 5]);
		expect(inOrder(pages.flatMap(ids))).toEqual(all(45));
		expect(pages[0]!.results).toContainEqual({ name: '群0 · zhangsan', value: 'wr0' });
	});

	it('an entry without a name shows its ID', async () => {
		simulator.addGroupChat({ chatId: 'wr0', name: '', owner: 'lisi' });
		expect((await search()).results).toEqual([{ name: 'wr0 · lisi', value: 'wr0' }]);
	});

	it('goes on where it stopped when WeCom is slow', async () => {
		addChats(25);
		pace = 6000;
		for (let deleted = 0; deleted < 20; deleted++)
			simulator.faults.failNext(GET, { errcode: 40050 });
		const first = await search();
		expect(first).toMatchObject({ results: [], paginationToken: expect.any(String) as string });
		expect((await search('', first.paginationToken as string)).results).toHaveLength(5);
	});
});

describe('a search', () => {
	it('finds by a part of the name or ID on all pages at once', async () => {
		addChats(45);
		const found = await search(' 群3 ');
		expect(inOrder(ids(found))).toEqual(['wr3', ...all(40).slice(30)]);
		expect(found.paginationToken).toBeUndefined();
		expect(ids(await search('WR44'))).toEqual(['wr44']);
		expect(await search('没有')).toEqual({ results: [] });
	});

	it('stops after five seconds, keeps what it found, and says so', async () => {
		addChats(100);
		pace = 100;
		const found = await search('群');
		const read = simulator.requests(LIST).length;
		expect(read).toBeGreaterThan(1);
		expect(read).toBeLessThan(5);
		expect(found.results).toHaveLength(read * 20 + 1);
		expect(found.results.at(-1)).toEqual(NOTE);
		expect(found.paginationToken).toBeUndefined();
		expect((await search('没有')).results).toEqual([NOTE]);
	});
});

describe('a field that takes several', () => {
	it('gets all of them', async () => {
		addChats(45);
		expect(inOrder((await load()).map(({ value }) => String(value)))).toEqual(all(45));
	});

	it('gets those of five seconds, and says so', async () => {
		addChats(100);
		pace = 100;
		const options = await load();
		expect(options.length).toBeLessThan(100);
		expect(options.at(-1)).toEqual({
			name: 'There are too many to list all of them. Give the IDs of others by an expression',
			value: '',
		});
	});
});

it.each([40050, 86001, 90501])('what was deleted meanwhile (%i) is left out', async (errcode) => {
	addChats(3);
	simulator.faults.failNext(GET, { errcode });
	expect((await search()).results).toHaveLength(2);
	simulator.faults.failNext(GET, { errcode });
	expect((await search('群')).results).toHaveLength(2);
});

it('details are read five at a time', async () => {
	addChats(20);
	let most = 0;
	simulator.faults.slow(GET, 20);
	simulator.faults.maxConcurrent(GET, 5);
	const found = await search();
	for (const { errcode } of simulator.requests(GET)) most += errcode === 0 ? 0 : 1;
	expect([found.results.length, most]).toEqual([20, 0]);
});

it('says which permission is missing, whichever call is refused', async () => {
	addChats(3);
	for (const path of [LIST, GET]) {
		simulator.faults.failNext(path, { errcode: 48002 });
		await expect(search()).rejects.toThrow(/may not call this API/);
		simulator.faults.failNext(path, { errcode: 48002 });
		await expect(load()).rejects.toThrow(/may not call this API/);
	}
	simulator.faults.untrustedIp('203.0.113.7');
	await expect(search()).rejects.toThrow(/203\.0\.113\.7/);
});
