import type { IDataObject } from 'n8n-workflow';
import { simplifierOf } from '../../nodes/WeComCustomerContact/engine/simplify';
import type { Operation } from '../../nodes/WeComCustomerContact/engine/types';
import { ANY_ENDPOINT } from '../../nodes/WeComCustomerContact/resources/apiCall/apiCall';
import { fixtureNames, operationOf, readFixture } from './fixtures/read';
import { operations } from './fixtures/table';

// What writes and parts that failed look like, whatever the operation. The fixtures are what an operation gives.

/** What a write says it did. A new word needs a reason: an IF of a workflow asks for it. */
const PARTICIPLES = [
	'canceled',
	'changed',
	'closed',
	'created',
	'deleted',
	'recalled',
	'reminded',
	'sent',
	'started',
	'tagged',
	'untagged',
	'updated',
	'uploaded',
];

/** What says whom or what an item is about. */
const isId = (name: string) =>
	/^(id|userid|msgid|jobid|url|mobile|mass_call_ticket|response_code|welcome_code)$/.test(name) ||
	/_(id|ids|userid|kfid|tagid)$/.test(name);

interface Case {
	name: string;
	operation: Operation;
	parameters: IDataObject;
	items: IDataObject[];
}

const CASES: Case[] = fixtureNames.map((name) => {
	const { parameters, output } = readFixture(name, 'http://wecom');
	const operation = operations.find((entry) => entry.name === operationOf(name))!;
	return {
		name,
		operation: operation as Operation,
		parameters: parameters as IDataObject,
		items: output.map(({ json }) => json),
	};
});

/** API Call gives WeCom's answer untouched, so it isn't one. */
const isWrite = ({ access, did, endpoint }: Operation) =>
	endpoint !== ANY_ENDPOINT && (access !== 'read' || did !== undefined);
const isRaw = ({ operation, parameters }: Case) =>
	simplifierOf(operation) !== undefined && parameters.simplify === false;

const participlesIn = (item: IDataObject) => PARTICIPLES.filter((name) => name in item);
const written = CASES.filter((one) => isWrite(one.operation) && !isRaw(one));

describe('a write', () => {
	it('says what it did in one word of a short list', () => {
		const words = operations.filter((one) => isWrite(one as Operation)).map(({ did }) => did);
		expect([...new Set([...words, 'started'])].sort()).toEqual(PARTICIPLES);
	});

	it.each(written)(
		'$name: its items have one past participle, true or false, and an ID',
		({ items }) => {
			for (const item of items.filter(({ failed }) => failed !== true)) {
				const words = participlesIn(item);
				expect(words).toHaveLength(1);
				expect(typeof item[words[0]!]).toBe('boolean');
				const ids = Object.keys(item).filter(isId);
				expect(ids).not.toEqual([]);
				for (const id of ids) expect(item[id] ?? '').not.toBe('');
			}
		},
	);

	it.each(CASES.filter((one) => isWrite(one.operation) && isRaw(one)))(
		'$name: what WeCom answered stays as it is',
		({ items }) => {
			expect(items.flatMap(participlesIn)).toEqual([]);
		},
	);
});

describe('a part that failed', () => {
	const partsOf = (one: Case) => one.items.filter(({ failed }) => failed === true);
	const failing = CASES.filter((one) => partsOf(one).length > 0);

	it.each(failing)('$name: has IDs, failed, a reason, and the code if there is one', (one) => {
		for (const { failed, reason, errcode, errmsg, uncertain, ...about } of partsOf(one)) {
			expect({ failed, reason }).toEqual({ failed: true, reason: expect.any(String) as string });
			expect(reason).not.toBe('');
			expect(['number', 'undefined']).toContain(typeof errcode);
			expect(['string', 'undefined']).toContain(typeof errmsg);
			expect([true, undefined]).toContain(uncertain);
			if (isRaw(one) || 'jobid' in about) continue;
			expect(Object.keys(about).filter((name) => !isId(name))).toEqual([]);
		}
	});

	const batches = operations.filter(
		({ chunks, details }: Partial<Operation> & { details?: unknown }) => chunks ?? details,
	);

	it.each(batches)('$name has a case in which one fails', ({ name }) => {
		expect(failing.map((one) => operationOf(one.name))).toContain(name);
	});
});

it('nothing says by another word that it failed', () => {
	const words = ['invalid', 'success', 'ok'];
	const said = CASES.filter((one) => !isRaw(one)).flatMap(({ items }) => items);
	expect(said.filter((item) => words.some((word) => word in item))).toEqual([]);
	expect(
		said.filter(({ reason, failed, sent }) => reason && failed !== true && sent !== false),
	).toEqual([]);
});
