import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(__dirname, '../../..');

/** The rows of a page: each has the tests that prove it. */
const rowsOf = (page: string) =>
	readFileSync(path.join(ROOT, 'docs', page), 'utf8')
		.split('\n')
		.filter((line) => line.startsWith('| ') && !line.startsWith('| ---'))
		.filter((line) => !/\| (Test|测试) \|$/.test(line))
		.map((line) => ({
			line,
			tests: [...line.matchAll(/`(test\/[^`]+)`/g)].map(([, file]) => file!),
		}));

const english = rowsOf('reliability.md');

it('every promise names tests, and they exist', () => {
	expect(english.length).toBeGreaterThan(25);
	expect(english.filter(({ tests }) => tests.length === 0)).toEqual([]);
	const named = english.flatMap(({ tests }) => tests);
	expect(named.filter((file) => !existsSync(path.join(ROOT, file)))).toEqual([]);
});

it('the Chinese page makes the same promises', () => {
	expect(rowsOf('reliability.zh-CN.md').map(({ tests }) => tests)).toEqual(
		english.map(({ tests }) => tests),
	);
});

it('the tests that docs/testing.md names exist', () => {
	const page = readFileSync(path.join(ROOT, 'docs/testing.md'), 'utf8');
	const named = [...page.matchAll(/`((?:test|scripts|bench)\/[^`*]+)`/g)].map(([, file]) => file!);
	expect(named.length).toBeGreaterThan(30);
	expect(named.filter((file) => !existsSync(path.join(ROOT, file)))).toEqual([]);
});
