import { ANY_ENDPOINT } from '../../../nodes/WeComCustomerContact/resources/apiCall/apiCall';
import { resources } from '../../../nodes/WeComCustomerContact/resources';
import { schemaOf, schemas } from '../../../scripts/schemas';

const all = new Map(schemas());

describe('what the editor shows of a step that has not run', () => {
	it('is there for every operation whose answer is known', () => {
		const operations = resources.flatMap(({ value, operations }) =>
			operations
				.filter(({ endpoint }) => endpoint !== ANY_ENDPOINT)
				.map((operation) => `${value}.${operation.value}`),
		);
		expect([...all.keys()].sort()).toEqual(operations.sort());
	});

	it('has the fields of its items', () => {
		expect(all.get('welcomeMessage.send')).toMatchObject({
			type: 'object',
			properties: { sent: { type: 'boolean' }, welcome_code: { type: 'string' } },
		});
		expect(Object.keys(all.get('customer.get')!.properties!)).toEqual(
			expect.arrayContaining(['external_userid', 'name']),
		);
	});
});

describe('what a step hands on of the event before it', () => {
	const fieldsOf = (operation: string) => Object.keys(all.get(operation)!.properties!);

	it.each(['customer.get', 'welcomeMessage.send', 'tag.addToCustomer', 'customer.updateRemark'])(
		'is among the fields of %s',
		(operation) => {
			expect(fieldsOf(operation)).toEqual(
				expect.arrayContaining([
					'event_type',
					'userid',
					'external_userid',
					'state',
					'welcome_code',
				]),
			);
			expect(fieldsOf(operation)).not.toContain('chat_id');
		},
	);

	it('is nothing where the step takes nothing of it, or gives many items', () => {
		for (const operation of ['tag.create', 'customer.getAll', 'groupChat.get', 'contactWay.get']) {
			expect(fieldsOf(operation)).not.toContain('event_type');
		}
	});
});

describe('the schema of items', () => {
	it('has every field that one of them has, with its type', () => {
		expect(
			schemaOf([
				{ id: 1, tags: [], owner: { name: 'x' } },
				{ id: 2, name: null, tags: ['a'], done: true },
			]),
		).toEqual({
			type: 'object',
			properties: {
				id: { type: 'number' },
				tags: { type: 'array', items: { type: 'string' } },
				owner: { type: 'object', properties: { name: { type: 'string' } } },
				name: { type: 'string' },
				done: { type: 'boolean' },
			},
		});
	});
});
