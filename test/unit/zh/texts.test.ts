import { readFileSync } from 'node:fs';
import path from 'node:path';
import { WeComCustomerContactApi } from '../../../credentials/WeComCustomerContactApi.credentials';
import { WeComCustomerContact } from '../../../nodes/WeComCustomerContact/WeComCustomerContact.node';
import { WeComCustomerContactTrigger } from '../../../nodes/WeComCustomerContact/WeComCustomerContactTrigger.node';
import { ERRORS } from '../../../nodes/WeComCustomerContact/transport/errorTexts';
import { codeFiles } from '../../../scripts/zh/codeFiles';
import { DICTIONARY, ENTRIES, findChinese, keyOf } from '../../../scripts/zh/dictionary';
import { localiseErrors } from '../../../scripts/zh/errorTexts';
import { localise, type Translate } from '../../../scripts/zh/localise';
import { localiseCode } from '../../../scripts/zh/messages';

const folder = path.resolve(__dirname, '../../../nodes/WeComCustomerContact');
const readCodex = (name: string) =>
	JSON.parse(readFileSync(path.join(folder, `${name}.node.json`), 'utf8')) as unknown;

/** Every English text that the Chinese edition replaces, with where it stands. */
const used = new Map<string, string>();
const collect: Translate = (english, place) => {
	if (!used.has(english)) used.set(english, place);
	return english;
};
const { displayName, documentationUrl, properties } = new WeComCustomerContactApi();
localise({ displayName, documentationUrl, properties }, collect, 'credential');
for (const node of [new WeComCustomerContactTrigger(), new WeComCustomerContact()]) {
	localise(node.description, collect, node.description.name);
	localise(readCodex(node.constructor.name), collect, `codex of ${node.description.name}`);
}
localiseErrors(ERRORS, collect);

/** Texts that the code makes while it runs. */
for (const name of codeFiles(folder, '.ts')) {
	const note = (english: string) => collect(english, name);
	localiseCode(
		readFileSync(path.join(folder, `${name}.ts`), 'utf8'),
		(english) => {
			const key = keyOf(name, english);
			if (key !== undefined) note(key);
			return findChinese(name)(english);
		},
		note,
	);
}

const entries = [...DICTIONARY];
/** "engine/request: {1} {2}" only joins what is filled in. */
const hasWords = (text: string) => /[A-Za-z]/.test(text.replace(/^[a-z]+\/[A-Za-z/]+: /, ''));
const isAddress = (text: string) => /^https?:\S+$/.test(text);

/** The guide that a link leads to is the Chinese one. */
const withGuide = (english: string) =>
	entries
		.filter(([address]) => isAddress(address))
		.reduceRight((text, [from, to]) => text.replaceAll(from, to), english);

/** n8n's editor lists a trigger's events only under the label Trigger On; the others are WeCom's own names. */
const STAYS_ENGLISH = ['Suite ID', 'Trigger On', 'Union ID'];

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
const numbersOf = (text: string) => (asNumbers(text).match(/\d+(?:,\d{3})*/g) ?? []).sort();
const tagsOf = (text: string) => (text.match(/<[^>]+>/g) ?? []).sort();
const wireNamesOf = (text: string) =>
	text.match(/\b[a-z]+(?:_[a-z0-9]+)+\b|https?:\/\/[^\s<>"]*/g) ?? [];

const broken = (isFine: (english: string, chinese: string) => boolean) =>
	entries.filter(([english, chinese]) => !isFine(english, chinese));

describe('the Chinese texts', () => {
	it('are there for all that the editor shows and for every error', () => {
		const missing = [...used].filter(([english]) => !DICTIONARY.has(english));
		expect(missing).toEqual([]);
	});

	it('are all used', () => {
		expect(entries.filter(([english]) => !used.has(english))).toEqual([]);
	});

	it('stand once, in whatever file', () => {
		const keys = ENTRIES.map(([english]) => english);
		expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
	});

	it('are Chinese', () => {
		const english = broken(
			(text, chinese) => /\p{Script=Han}/u.test(chinese) || isAddress(text) || !hasWords(text),
		);
		expect(english.map(([text]) => text).sort()).toEqual(STAYS_ENGLISH);
	});

	it('keep numbers, tags, wire names and addresses', () => {
		expect(broken((a, b) => isAddress(a) || String(numbersOf(a)) === String(numbersOf(b)))).toEqual(
			[],
		);
		expect(broken((a, b) => String(tagsOf(withGuide(a))) === String(tagsOf(b)))).toEqual([]);
		expect(
			broken((a, b) => isAddress(a) || wireNamesOf(withGuide(a)).every((name) => b.includes(name))),
		).toEqual([]);
	});

	it('are set the Chinese way: full-width signs, a blank between Chinese and Latin', () => {
		const halfWidth = /\p{Script=Han}[,.;:!?]| [，。；：！？「」（）]|[，。；：！？「」（）] /u;
		expect(broken((a, b) => isAddress(a) || !halfWidth.test(b))).toEqual([]);
		const tight = /\p{Script=Han}[A-Za-z0-9]|[A-Za-z0-9]\p{Script=Han}/u;
		expect(broken((_, b) => !tight.test(b.replace(CONSOLE_NAMES, '')))).toEqual([]);
	});
});
