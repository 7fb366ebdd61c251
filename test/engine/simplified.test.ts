import { commonFields } from '../../nodes/WeComCustomerContact/engine/commonFields';
import { simplifierOf } from '../../nodes/WeComCustomerContact/engine/simplify';
import { fixtureNames, operationOf, readFixture } from './fixtures/read';
import { operations } from './fixtures/table';

// Items as they come unless the user turns Simplify off: rows of a table, whatever the operation. Fixtures have them all.
// What an API Call gives is WeCom's own.

const cases = fixtureNames
	.map((name) => ({ name, ...readFixture(name, 'https://example.com') }))
	.filter(({ parameters }) => parameters.simplify !== false && parameters.resource !== 'apiCall');

const isPlain = (value: unknown) => value === null || typeof value !== 'object';

const kindOf = (value: unknown) => (Array.isArray(value) ? 'list' : typeof value);

it.each(cases)('$name gives one level', ({ output }) => {
	for (const { json } of output) {
		const nested = Object.entries(json).filter(([, value]) => ![value].flat().every(isPlain));
		expect(nested).toEqual([]);
	}
});

it('a name has one type everywhere', () => {
	const kinds = new Map<string, Set<string>>();
	for (const { output } of cases) {
		for (const [name, value] of output.flatMap(({ json }) => Object.entries(json))) {
			if (value === null) continue;
			kinds.set(name, (kinds.get(name) ?? new Set()).add(kindOf(value)));
		}
	}
	const several = [...kinds].filter(([, found]) => found.size > 1);
	expect(several).toEqual([]);
});

it('seconds have a time beside them that people can read', () => {
	for (const { output } of cases) {
		for (const { json } of output.filter(({ json: { failed } }) => failed !== true)) {
			const times = Object.keys(json).filter(
				(name) => name.endsWith('_time') && Number(json[name]) > 1e9,
			);
			// Statistics have the day instead.
			const unread = times.filter(
				(name) => name !== 'stat_time' && !Object.keys(json).some((other) => other.endsWith('_at')),
			);
			expect(unread).toEqual([]);
		}
	}
});

it('what is made flat can be had as WeCom has it', () => {
	const ways = new Map(operations.map((operation) => [operation.name, simplifierOf(operation)]));
	const raw = fixtureNames.filter((name) => readFixture(name, '').parameters.simplify === false);
	const shown = new Set(raw.map((name) => ways.get(operationOf(name))));
	const missing = [...ways].filter(([, simplify]) => simplify && !shown.has(simplify));
	expect(missing.map(([name]) => name)).toEqual([]);
});

it('the language of labels can be chosen where there are labels, and nowhere else', () => {
	const withLabels = cases.filter(({ output }) =>
		output.some(({ json }) => Object.keys(json).some((name) => name.endsWith('_label'))),
	);
	const offering = operations.filter((operation) =>
		commonFields(operation).some(({ property }) => property.name === 'chineseLabels'),
	);
	// Create gives the whole link only where WeCom answers it.
	const documented = offering
		.map(({ name }) => name)
		.filter((name) => name !== 'acquisitionLink.create');
	expect([...new Set(withLabels.map(({ name }) => operationOf(name)))].sort()).toEqual(
		documented.sort(),
	);
});
