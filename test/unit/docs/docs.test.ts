import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { documents } from '../../../scripts/docs';
import { anchorsOf } from './anchorsOf';

const ROOT = path.resolve(__dirname, '../../..');
const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');

/** All pages for people. */
const PAGES = ['.', 'docs', 'bench'].flatMap((folder) =>
	readdirSync(path.join(ROOT, folder), { recursive: folder !== '.', encoding: 'utf8' })
		.filter((file) => file.endsWith('.md'))
		.map((file) => path.join(folder, file)),
);

const anchors = (file: string) => anchorsOf(read(file));

/** What a document links to or shows, but for other sites. */
const targets = (file: string) =>
	[...read(file).matchAll(/\]\(([^)\s]+)\)|\bsrc="([^"]+)"/g)]
		.map(([, target, picture]) => (target ?? picture)!)
		.filter((target) => !/^https?:|^mailto:/.test(target));

describe('the documents', () => {
	it.each(Object.entries(documents()))('%s is up to date (else: npm run docs)', (file, text) => {
		expect(read(file)).toBe(text);
	});

	it.each(PAGES)('%s links only to what there is', (file) => {
		for (const target of targets(file)) {
			const [place = '', anchor] = target.split('#');
			const linked = place === '' ? file : path.join(path.dirname(file), place);
			expect([target, existsSync(path.join(ROOT, linked))]).toEqual([target, true]);
			if (anchor) expect(anchors(linked)).toContain(anchor);
		}
	});
});
