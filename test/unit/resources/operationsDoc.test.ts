import { readdirSync } from 'node:fs';
import path from 'node:path';
import { ANY_ENDPOINT } from '../../../nodes/WeComCustomerContact/resources/apiCall/apiCall';
import { resources } from '../../../nodes/WeComCustomerContact/resources';
import { NOT_OFFERED } from '../../../scripts/docs/notOffered';
import type * as Pages from '../../../scripts/docs/operations';
import { operationsIn } from '../../../scripts/docs/operations/recipes';
import { RECIPES } from '../../../scripts/examples/recipe';
import { knownEndpoints } from '../../simulator';
import { inChinese } from '../texts/inChinese';

/** What WeCom has: the simulator knows it from WeCom's pages, not from the table. */
const ENDPOINTS = knownEndpoints.map(({ path: name }) => `/cgi-bin/${name}`);

/** Named by an unofficial guide only: the page says where to find what it promises. */
const UNOFFICIAL = '/cgi-bin/externalcontact/list_member_non_data_contact';

/** Bytes of a page that people still read; all operations on one page were 158,000. */
const LARGEST = 25_000;

const load = () =>
	jest.requireActual<typeof Pages>('../../../scripts/docs/operations').operationPages();
const english = load();
const chinese = inChinese(load);

const endpointsPage = english['docs/operations/endpoints.md']!;
const offered = resources
	.flatMap(({ operations }) => operations.map(({ endpoint }) => endpoint))
	.filter((endpoint) => endpoint !== ANY_ENDPOINT);
const left = Object.keys(NOT_OFFERED);

describe('the endpoints', () => {
	it.each(ENDPOINTS)('%s is offered, or the page says why not', (endpoint) => {
		expect([offered.includes(endpoint), left.includes(endpoint)].filter(Boolean)).toHaveLength(1);
		expect(endpointsPage).toContain(`| \`${endpoint}\` |`);
	});

	it('are all WeCom’s', () => {
		expect(offered.filter((endpoint) => !ENDPOINTS.includes(endpoint))).toEqual([]);
	});

	it('say what became of the row of the unofficial guide that has no page', () => {
		expect(offered).not.toContain(UNOFFICIAL);
		expect(left).toContain(UNOFFICIAL);
		expect(endpointsPage).toMatch(
			/\| `[^`]*list_member_non_data_contact` \| Has no page of WeCom: .*section 12/,
		);
	});
});

describe.each([
	['docs/operations', english, 'Output'],
	['docs/zh-CN/operations', chinese, '输出'],
])('%s', (folder, pages, output) => {
	const texts = Object.entries(pages);

	it('has these pages, and the one that is written by hand', () => {
		const files = readdirSync(path.resolve(__dirname, '../../..', folder));
		expect(files.map((file) => `${folder}/${file}`).sort()).toEqual(
			[...Object.keys(pages), `${folder}/behavior.md`].sort(),
		);
	});

	it('is the same on any day', () => {
		jest.useFakeTimers({ now: Date.UTC(2031, 4, 6) });
		const later = folder.includes('zh-CN') ? inChinese(load) : load();
		jest.useRealTimers();
		expect(later).toEqual(pages);
	});

	it('has no hole', () => {
		expect(texts.filter(([, text]) => /undefined|NaN|\[object/.test(text))).toEqual([]);
	});

	it('has pages that people still read', () => {
		expect(texts.filter(([, text]) => Buffer.byteLength(text) > LARGEST)).toEqual([]);
	});

	it('has a sample of what each operation gives', () => {
		const operations = resources.flatMap((resource) => resource.operations);
		const samples = texts.flatMap(
			([, text]) => text.match(RegExp(`^${output}.*[:：]$`, 'gm')) ?? [],
		);
		expect(samples.length).toBeGreaterThanOrEqual(operations.length);
	});

	it('says a long sentence at one operation only', () => {
		for (const [, text] of texts) {
			const lines = text
				.split('\n')
				.filter(
					(line) => !/^[|`{}[\]" ]/.test(line) && line.length > 80 && !line.includes('examples/'),
				);
			expect(lines.filter((line, index) => lines.indexOf(line) !== index)).toEqual([]);
		}
	});

	it('links to every recipe that uses an operation', () => {
		const all = texts.map(([, text]) => text).join('\n');
		const language = folder.includes('zh-CN') ? 'zh-CN/' : '';
		const using = RECIPES.filter((name) => operationsIn(name).length > 0);
		const unused = using.filter((name) => !all.includes(`examples/${language}${name}.json)`));
		expect(unused).toEqual([]);
	});
});
