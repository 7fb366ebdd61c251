import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { EVENTS } from '../../../nodes/WeComCustomerContact/callback/events';

const ROOT = path.resolve(__dirname, '../../..');
const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');

const filesIn = (folder: string, ending: RegExp) =>
	readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
		.map((file) => path.posix.join(folder, file))
		.filter((file) => ending.test(file) && !file.includes('node_modules'));

const GLOSSARY = 'docs/architecture.md';
const HEADING = '### Words that people read';
const [beforeTable = '', fromTable = ''] = read(GLOSSARY).split(HEADING);
const [table = '', ...afterTable] = fromTable.split('\n## ');

const phrases = (cell = '') => [...cell.matchAll(/`([^`]+)`/g)].map(([, phrase = '']) => phrase);

const rows = table
	.split('\n')
	.filter((line) => line.startsWith('| '))
	.slice(2)
	.map((line) => line.split('|').slice(1, -1));

const NOT_ENGLISH = rows.flatMap(([, not]) => phrases(not));
const NOT_CHINESE = rows.flatMap(([, , , not]) => phrases(not));

const SOURCES = ['nodes', 'credentials', 'scripts'].flatMap((folder) => filesIn(folder, /\.ts$/));
const CHINESE_TEXTS = filesIn('nodes/WeComCustomerContact/texts/zh-CN', /\.json$/);
const isChinese = (file: string) => /zh-CN/.test(file);
const DOCUMENTS = ['README.md', 'CONTRIBUTING.md', ...filesIn('docs', /\.md$/)];

/** What the files say; WeCom's own names of events are its own. */
const contents = (files: readonly string[]) =>
	files.map((file) => ({
		file,
		text: EVENTS.reduce(
			(text, { chineseName }) => text.replaceAll(chineseName, ''),
			file === GLOSSARY ? [beforeTable, ...afterTable].join('\n') : read(file),
		),
	}));

const found = (phrase: string, texts: ReturnType<typeof contents>) =>
	texts
		.filter(({ text }) =>
			/[A-Z]/.test(phrase) ? text.includes(phrase) : text.toLowerCase().includes(phrase),
		)
		.map(({ file }) => file);

describe('one word for one thing', () => {
	const english = contents([
		...SOURCES,
		...CHINESE_TEXTS,
		...filesIn('examples', /\.json$/),
		...DOCUMENTS.filter((file) => !isChinese(file)),
	]);
	const chinese = contents([...CHINESE_TEXTS, ...DOCUMENTS.filter(isChinese)]);

	it('the glossary names what not to write', () => {
		expect(NOT_ENGLISH.length).toBeGreaterThan(20);
		expect(NOT_CHINESE.length).toBeGreaterThan(20);
		expect(chinese.length).toBeGreaterThan(10);
	});

	it.each(NOT_ENGLISH)('nothing in English has "%s"', (phrase) => {
		expect(found(phrase, english)).toEqual([]);
	});

	it.each(NOT_CHINESE)('nothing in Chinese has "%s"', (phrase) => {
		expect(found(phrase, chinese)).toEqual([]);
	});
});
