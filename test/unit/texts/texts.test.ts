import { readdirSync } from 'node:fs';
import path from 'node:path';
import { placeIn } from '../../../nodes/WeComCustomerContact/texts/localized';
import type { Texts } from '../../../nodes/WeComCustomerContact/texts/texts';
import zhCN from '../../../nodes/WeComCustomerContact/texts/zh-CN';
import { DESCRIPTIONS, MESSAGES, readCode, UNSAID } from './found';
import { at } from './places';

const { messages, descriptions } = zhCN as {
	messages: Record<string, string>;
	descriptions: Texts;
};

const PLACE = placeIn(descriptions);

interface Entry {
	/** The branches it stands in; none for a message. */
	path: readonly string[];
	english: string;
	chinese: string;
}

const entriesOf = (texts: Texts, at: readonly string[] = []): Entry[] =>
	Object.entries(texts).flatMap(([key, text]) =>
		typeof text === 'string'
			? [{ path: at, english: key, chinese: text }]
			: entriesOf(text, [...at, key]),
	);

const ENTRIES = [...entriesOf(descriptions), ...entriesOf(messages, ['messages'])];

const startsWith = (whole: readonly string[], part: readonly string[]) =>
	part.every((name, place) => whole[place] === name);

/** The entry that a description is shown with: the one in the innermost branch. */
const entryOf = ({ english, path: at }: { english: string; path: readonly string[] }) =>
	ENTRIES.filter((entry) => entry.english === english && startsWith(at, entry.path)).sort(
		(a, b) => b.path.length - a.path.length,
	)[0];

const broken = (isFine: (english: string, chinese: string) => boolean) =>
	ENTRIES.filter(({ english, chinese }) => !isFine(english, chinese)).map(
		({ english, chinese }) => [english, chinese],
	);

const isAddress = (text: string) => /^https?:\S+$/.test(text);
const isExpression = (text: string) => text.startsWith('={{');
const hasWords = (text: string) => /[A-Za-z]/.test(text.replace(/\{\d\}/g, ''));

/** n8n's editor lists a trigger's events only under the label Trigger On; the others are WeCom's own names. */
const STAYS_ENGLISH = ['Markdown', 'Suite ID', 'Trigger On', 'Union ID'];

/** Names in WeCom's admin console that have no blank where one would be set. */
const CONSOLE_NAMES = /企业ID|企业可信IP|设置API接收/g;

const MONTHS =
	'January February March April May June July August September October November December';
/** "July 2021" is 2021 年 7 月. */
const asNumbers = (text: string) =>
	MONTHS.split(' ').reduce(
		(result, month, index) => result.replace(RegExp(`${month} (?=\\d{4})`), `${index + 1} `),
		text,
	);

const placesOf = (text: string) => (text.match(/\{\d\}/g) ?? []).sort();
const numbersOf = (text: string) => (asNumbers(text).match(/\d+(?:,\d{3})*/g) ?? []).sort();
const tagsOf = (text: string) => (text.match(/<[^>]+>/g) ?? []).sort();
const wireNamesOf = (text: string) =>
	text.match(/\b[a-z]+(?:_[a-z0-9]+)+\b|https?:\/\/[^\s<>"]*/g) ?? [];

/** The guide that a link leads to is the Chinese one. */
const withGuide = (english: string) =>
	ENTRIES.filter((entry) => isAddress(entry.english)).reduceRight(
		(text, entry) => text.replaceAll(entry.english, entry.chinese),
		english
			.replaceAll('README.md#set-up-wecom', 'docs/zh-CN.md#企业微信后台设置')
			.replaceAll('docs/events.md#a-sample-event', 'docs/zh-CN.md#示例事件'),
	);

describe('the Chinese texts', () => {
	it('are there for all that the editor and WeCom’s errors show', () => {
		const missing = DESCRIPTIONS.filter((description) => entryOf(description) === undefined);
		expect(missing).toEqual([]);
	});

	it('are there for all that the code says', () => {
		expect([...MESSAGES].filter((english) => messages[english] === undefined)).toEqual([]);
	});

	it('are all used', () => {
		const used = new Set<Entry | undefined>(DESCRIPTIONS.map(entryOf));
		const unused = ENTRIES.filter((entry) =>
			entry.path[0] === 'messages' ? !MESSAGES.has(entry.english) : !used.has(entry),
		);
		expect(unused).toEqual([]);
	});

	it('stand once: what several resources say alike is shared', () => {
		const alike = ENTRIES.filter(
			({ path: [branch], english, chinese }) =>
				branch !== undefined && branch !== 'messages' && PLACE.find(english) === chinese,
		);
		expect(alike).toEqual([]);
	});

	it('are the ones that the node finds', () => {
		const other = DESCRIPTIONS.filter(
			(one) => at(PLACE, one.path).find(one.english) !== entryOf(one)?.chinese,
		);
		expect(other).toEqual([]);
	});

	it('are listed from every file', () => {
		const folder = path.resolve(__dirname, '../../../nodes/WeComCustomerContact/texts/zh-CN');
		const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
			.filter((file) => file.endsWith('.json') && !file.startsWith('messages'))
			.map((file) => path.basename(file, '.json'));
		const branches = Object.keys(descriptions).filter(
			(key) => typeof descriptions[key] !== 'string',
		);
		expect(branches.sort()).toEqual(files.filter((file) => file !== 'shared').sort());
	});

	it('are Chinese', () => {
		const english = broken(
			(text, chinese) => /\p{Script=Han}/u.test(chinese) || isAddress(text) || !hasWords(text),
		);
		expect([...new Set(english.map(([text]) => text))].sort()).toEqual(STAYS_ENGLISH);
	});

	it('fill in the same', () => {
		expect(broken((a, b) => String(placesOf(a)) === String(placesOf(b)))).toEqual([]);
	});

	it('keep numbers, tags, wire names and addresses', () => {
		expect(
			broken(
				(a, b) => isAddress(a) || isExpression(a) || String(numbersOf(a)) === String(numbersOf(b)),
			),
		).toEqual([]);
		expect(broken((a, b) => String(tagsOf(withGuide(a))) === String(tagsOf(b)))).toEqual([]);
		expect(
			broken((a, b) => isAddress(a) || wireNamesOf(withGuide(a)).every((name) => b.includes(name))),
		).toEqual([]);
	});

	it('call a field by its label', () => {
		const labels = new Map<string, Set<string>>();
		for (const description of DESCRIPTIONS) {
			const { english, chinese } = entryOf(description)!;
			labels.set(english, (labels.get(english) ?? new Set()).add(chinese));
		}
		const wrong = Object.entries(messages).flatMap(([english, chinese]) =>
			[...english.matchAll(/"([A-Z][^"{}]*)"/g)]
				.filter(([, label]) => labels.has(label!))
				.filter(
					([, label]) => ![...labels.get(label!)!].some((name) => chinese.includes(`「${name}」`)),
				)
				.map(([, label]) => ({ label, chinese })),
		);
		expect(wrong).toEqual([]);
	});

	it('are set the Chinese way: full-width signs, a blank between Chinese and Latin', () => {
		const halfWidth = /\p{Script=Han}[,.;:!?]| [，。；：！？「」（）]|[，。；：！？「」（）] /u;
		expect(broken((a, b) => isAddress(a) || !halfWidth.test(b))).toEqual([]);
		const tight = /\p{Script=Han}[A-Za-z0-9]|[A-Za-z0-9]\p{Script=Han}/u;
		expect(broken((_, b) => !tight.test(b.replace(CONSOLE_NAMES, '')))).toEqual([]);
	});
});

describe('the code', () => {
	/** Alone, or as a part of a description. */
	const isShown = (text: string) =>
		DESCRIPTIONS.some(({ english }) =>
			text.split(/\{\d\}/).every((part) => english.includes(part)),
		);

	it('says nothing to people but through say and in descriptions', () => {
		expect(UNSAID.filter(({ text }) => !isShown(text))).toEqual([]);
	});

	it('is read as it is meant', () => {
		expect(
			readCode(
				"say`${a} is ${b} long`; f('Nothing to see'); g(`${x}/y`, '/cgi-bin/user/get', '={{ a b }}')",
			),
		).toEqual({ said: ['{1} is {2} long'], unsaid: ['Nothing to see'] });
		expect(readCode("get('external_userid'); x = { 'Content-Type': 'application/json' }")).toEqual({
			said: [],
			unsaid: [],
		});
	});
});
