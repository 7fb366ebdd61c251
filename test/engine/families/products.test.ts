import type { INodeParameters } from 'n8n-workflow';
import { startSimulator, unsorted, type Simulator } from '../../simulator';
import { n8nOf, operationsIn, picked, type N8n } from '../setup';

// The product album as users meet it: products with pictures from files are put in, found, changed, removed.

const PNG = 'iVBORw0KGgoAAAANSUhEUg==';
const picture = { fileName: '茶.png', mimeType: 'image/png', data: PNG };

let simulator: Simulator;
let n8n: N8n;

beforeEach(async () => {
	simulator = await startSimulator();
	n8n = n8nOf(simulator);
});
afterEach(async () => await simulator.close());

const { attempt, run } = operationsIn(() => n8n, 'product');

const fromFile = (binaryPropertyName: string) => ({ source: 'binary', binaryPropertyName });
const byId = (id: unknown) => ({ productId: picked(id) });
const tea = {
	productDescription: '春茶礼盒',
	price: '199.90',
	pictures: { picture: [fromFile('data')] },
};
const withPicture = { files: { data: picture } };
const shown: unknown = expect.stringMatching(/^image http/);

it('a product lives from its creation to its end', async () => {
	const [made] = await run(
		'create',
		{ ...tea, additionalFields: { productSn: 'TEA250' } },
		withPicture,
	);
	const one = byId(made!.product_id);
	const whole = {
		product_id: made!.product_id,
		product_description: '春茶礼盒',
		price: 19990,
		price_yuan: 199.9,
		product_sn: 'TEA250',
		attachments: [shown],
	};
	expect(await run('get', one)).toMatchObject([whole]);

	expect(await run('update', { ...one, updateFields: { price: 180 } })).toEqual([
		{ product_id: made!.product_id, updated_fields: ['price'], updated: true },
	]);
	expect(await run('get', one)).toMatchObject([{ ...whole, price: 18000, price_yuan: 180 }]);
	await run('update', { ...one, updateFields: { productDescription: '明前茶' } });
	expect(await run('get', one)).toMatchObject([
		{ ...whole, product_description: '明前茶', price: 18000, price_yuan: 180 },
	]);
	const pictures = { picture: [fromFile('data'), fromFile('back')] };
	await run(
		'update',
		{ ...one, updateFields: { pictures } },
		{ files: { data: picture, back: picture } },
	);
	const [changed] = await run('get', one);
	expect(changed!.attachments).toHaveLength(2);

	expect(await run('delete', one)).toEqual([{ product_id: made!.product_id, deleted: true }]);
	expect(await run('getAll', { returnAll: true })).toEqual([]);
	const { error } = await attempt('get', one);
	expect(error!.message).toBe('WeCom refused the product (WeCom error 41085)');
});

it('many products are all listed, and a picture that they share is uploaded once', async () => {
	const items = Array.from({ length: 120 }, (_, index) => ({ name: `商品${index}` }));
	await run(
		'create',
		{ ...tea, productDescription: '={{ $json.name }}' },
		{ ...withPicture, items },
	);
	expect(simulator.requests('media/upload_attachment')).toHaveLength(1);
	const all = await run('getAll', { returnAll: true });
	const names = items.map(({ name }) => name);
	expect(all.map(({ product_description }) => product_description)).toEqual(unsorted(names));
	expect(await run('getAll', { returnAll: false, limit: 3 })).toHaveLength(3);
});

it('a picture that was uploaded for something else is refused', async () => {
	const pictures = { picture: [{ source: 'mediaId', mediaId: 'simulated-image' }] };
	const { error } = await attempt('create', { ...tea, pictures });
	expect(error!.message).toBe('A media ID is not valid (WeCom error 40007)');
	expect(await run('getAll', { returnAll: true })).toEqual([]);
});

describe('what can not work is refused before any request', () => {
	const none = byId('p1');
	const ten = { picture: Array.from({ length: 10 }, () => fromFile('data')) };
	const cases: Array<[what: string, operation: string, change: INodeParameters, message: string]> =
		[
			[
				'a price in words',
				'create',
				{ price: '二十' },
				'"Price (CNY)" must be an amount in yuan such as 199.90, but is "二十"',
			],
			[
				'a negative price',
				'create',
				{ price: -1 },
				'"Price (CNY)" must be an amount in yuan such as 199.90, but is -1',
			],
			[
				'a price over 50,000 yuan',
				'create',
				{ price: '50000.01' },
				'"Price (CNY)" is 50000.01 yuan, but WeCom allows 50,000',
			],
			[
				'a tenth of a fen',
				'create',
				{ price: '19.999' },
				'"Price (CNY)" is 19.999 yuan, but WeCom takes two decimals at most. Round it',
			],
			[
				'a long description',
				'create',
				{ productDescription: '茶'.repeat(301) },
				'"Description" is 301 characters long, but WeCom allows 300',
			],
			[
				'a number with signs',
				'create',
				{ additionalFields: { productSn: 'TEA-250' } },
				'"Product Number" may only have letters from A to Z and digits, no spaces or other signs',
			],
			['no picture', 'create', { pictures: {} }, '"Pictures" is empty. Fill it in'],
			[
				'ten pictures',
				'create',
				{ pictures: ten },
				'"Pictures" has 10 entries, but WeCom allows 9',
			],
			[
				'a file that is not there',
				'create',
				{ pictures: { picture: [fromFile('data'), fromFile('back')] } },
				'"Pictures" 2: the input item has no file called "back". It has data',
			],
			[
				'an empty media ID',
				'create',
				{ pictures: { picture: [{ source: 'mediaId', mediaId: '' }] } },
				'"Pictures" 1: "Media ID" is empty. Fill it in',
			],
			[
				'nothing to change',
				'update',
				none,
				'There is nothing to change. Add a field under "Update Fields"',
			],
		];

	it.each(cases)('%s', async (_what, operation, change, message) => {
		const { error } = await attempt(operation, { ...tea, ...change }, withPicture);
		expect(error!.message).toBe(message);
		expect(simulator.journal).toEqual([]);
	});
});

it.each([
	['0', 0],
	['0.29', 29],
	[1.15, 115],
	['50000', 5_000_000],
	['={{ 19.9 * 3 }}', 5970],
])('a price of %s yuan is exact in fen', async (price, fen) => {
	const [made] = await run('create', { ...tea, price }, withPicture);
	expect(await run('get', byId(made!.product_id))).toMatchObject([{ price: fen }]);
});
