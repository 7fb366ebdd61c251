import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { anchor } from '../../../scripts/docs/markdown';
import type * as ChineseGuide from '../../../scripts/docs/chineseGuide';
import { inChinese } from '../texts/inChinese';

const file = path.resolve(__dirname, '../../../docs/zh-CN.md');
const text = readFileSync(file, 'utf8');
const targets = [...text.matchAll(/\]\(([^)]+)\)|src="([^"]+)"/g)].map(
	([, link, src]) => link ?? src!,
);

describe('the Chinese guide', () => {
	const documents = inChinese(() =>
		jest.requireActual<typeof ChineseGuide>('../../../scripts/docs/chineseGuide').documents(),
	);

	it.each(Object.entries(documents))('%s is up to date (else: npm run docs)', (page, expected) => {
		expect(readFileSync(path.resolve(__dirname, '../../..', page), 'utf8')).toBe(expected);
	});

	it('has links and pictures that lead somewhere', () => {
		const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => `#${anchor(heading!)}`);
		const dead = targets.filter(
			(target) =>
				!/^https:/.test(target) &&
				!(target.startsWith('#')
					? headings.includes(target)
					: existsSync(path.resolve(path.dirname(file), target))),
		);
		expect(dead).toEqual([]);
	});

	it('is where the credential sends its users', () => {
		expect(text).toMatch(/^## 企业微信后台设置$/m);
	});

	it('has pictures that load fast', () => {
		const heavy = targets.filter(
			(target) =>
				target.includes('/zh-') &&
				statSync(path.resolve(path.dirname(file), target)).size > 250_000,
		);
		expect(heavy).toEqual([]);
	});
});
