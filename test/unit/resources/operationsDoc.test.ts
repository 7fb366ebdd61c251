import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ANY_ENDPOINT } from '../../../nodes/WeComCustomerContact/resources/apiCall/apiCall';
import { resources } from '../../../nodes/WeComCustomerContact/resources';
import { NOT_OFFERED } from '../../../scripts/docs/notOffered';
import { operationsPage } from '../../../scripts/docs/operations';
import { knownEndpoints } from '../../simulator';

/** What WeCom has: the simulator knows it from WeCom's pages, not from the table. */
const ENDPOINTS = knownEndpoints.map(({ path: name }) => `/cgi-bin/${name}`);

/** Named by an unofficial guide only: the page says where to find what it promises. */
const UNOFFICIAL = '/cgi-bin/externalcontact/list_member_non_data_contact';

const page = operationsPage();
const offered = resources
	.flatMap(({ operations }) => operations.map(({ endpoint }) => endpoint))
	.filter((endpoint) => endpoint !== ANY_ENDPOINT);
const left = Object.keys(NOT_OFFERED);

it('is up to date (else: npm run docs)', () => {
	const file = path.resolve(__dirname, '../../../docs/operations.md');
	expect(readFileSync(file, 'utf8')).toBe(page);
});

it.each(ENDPOINTS)('%s is offered, or the page says why not', (endpoint) => {
	expect([offered.includes(endpoint), left.includes(endpoint)].filter(Boolean)).toHaveLength(1);
	expect(page).toContain(`| \`${endpoint}\` |`);
});

it('offers nothing that WeCom does not have', () => {
	expect(offered.filter((endpoint) => !ENDPOINTS.includes(endpoint))).toEqual([]);
});

it('says what became of the row of the unofficial guide that has no endpoint', () => {
	expect(offered).not.toContain(UNOFFICIAL);
	expect(left).toContain(UNOFFICIAL);
	expect(page).toMatch(
		/\| `[^`]*list_member_non_data_contact` \| Has no page of WeCom: .*section 12/,
	);
});

it('has no hole', () => {
	expect(page).not.toMatch(/undefined|NaN|\[object/);
});
