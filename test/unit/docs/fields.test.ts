import { sightings, type Sighting } from '../../../scripts/docs/sightings';
import { problemsIn } from '../../../scripts/docs/vocabulary';

const MEANINGS = { userid: 'The member', tag_ids: 'Tags', created_at: 'When', create_time: 'When' };
const KNOWN: Sighting[] = [
	{ name: 'userid', value: 'zhangsan', source: 'Customer Added' },
	{ name: 'tag_ids', value: ['et1'], resource: 'Customer', source: 'Get' },
	{ name: 'created_at', value: '2014-06-24T19:48:33.000+08:00', source: 'Customer Added' },
	{ name: 'create_time', value: 1403610513, source: 'Customer Added' },
];

const problemsWith = (name: string, value: unknown = '', meanings: Record<string, string> = {}) =>
	problemsIn([...KNOWN, { name, value, resource: 'Tag', source: 'Get Many' }], {
		...MEANINGS,
		...meanings,
	});

describe('the vocabulary of items', () => {
	it('has one name, one meaning and one type for each thing', () => {
		expect(problemsIn(sightings())).toEqual([]);
	});

	it('reads the fixtures of the trigger and of the action node', () => {
		const sources = sightings().map(({ resource = 'Trigger', source }) => `${resource}: ${source}`);
		expect(sources).toEqual(expect.arrayContaining(['Trigger: Customer Added', 'Customer: Get']));
	});
});

describe('a vocabulary is refused that', () => {
	it.each<[string, string[], string[]]>([
		['has a field without a meaning', problemsWith('what'), ['what has no meaning']],
		[
			'says things in camelCase',
			problemsWith('chatId', '', { chatId: 'x' }),
			['not in snake_case'],
		],
		[
			'has a second name for the same thing',
			problemsWith('external_user_id', '', { external_user_id: 'x' }),
			['external_user_id is called external_userid'],
		],
		['has two types for one name', problemsWith('userid', 7), ['userid is number and text']],
		[
			'has one ID where others have a list',
			problemsWith('tag_ids', 'et1'),
			['list of texts and text'],
		],
		['mixes a list', problemsWith('tag_ids', ['et1', 2]), ['list of numbers and texts']],
		[
			'has seconds as a date',
			problemsWith('created_at', '1403610513'),
			['created_at is no ISO time'],
		],
		['has a date as seconds', problemsWith('create_time', '2014-06-24'), ['text', 'no number']],
		[
			'explains what no item has',
			problemsIn(KNOWN, { ...MEANINGS, gone: 'x' }),
			['gone has a meaning'],
		],
	])('%s', (_, problems, expected) => {
		expect(problems).toHaveLength(expected.length);
		for (const [index, words] of expected.entries()) expect(problems[index]).toContain(words);
	});

	it.each([[[]], [null]])('but not one with %j among values', (value) => {
		expect(problemsWith('tag_ids', value)).toEqual([]);
	});
});
