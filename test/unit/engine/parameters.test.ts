import { readValues } from '../../../nodes/WeComCustomerContact/engine/parameters';
import type { Field } from '../../../nodes/WeComCustomerContact/engine/types';

const field = (name: string): Field => ({
	property: { displayName: name, name, type: 'string', default: '' },
	group: 'updateFields',
});

describe('the fields of a collection', () => {
	it('are read together, so that n8n evaluates the expressions in it once', () => {
		const reads: string[] = [];
		const parameters: Record<string, unknown> = {
			raw: { remark: '={{ $json.name }}', description: 'a friend' },
			resolved: { remark: '王小雨', description: 'a friend' },
		};
		const values = readValues(
			[field('remark'), field('description'), field('company')],
			{ access: 'idempotent' },
			(name, form) => {
				reads.push(`${form} ${name}`);
				return parameters[form];
			},
		);
		expect(values).toEqual({ remark: '王小雨', description: 'a friend' });
		expect(reads.sort()).toEqual(['raw updateFields', 'resolved updateFields']);
	});
});
