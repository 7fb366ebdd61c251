import { operations } from '../../engine/fixtures/table';

// An AI model sees nothing of an operation but this sentence.

it('each operation has a sentence of its own', () => {
	const actions = operations.map(({ action }) => action);
	expect(actions.filter((action, index) => actions.indexOf(action) !== index)).toEqual([]);
});

it('what looks alike to a model says the difference', () => {
	const actionOf = (wanted: string) => operations.find(({ name }) => name === wanted)!.action;
	expect(actionOf('customer.getAll')).toContain('one member');
	expect(actionOf('customer.getManyByMembers')).toContain('several members');
	expect(actionOf('customer.syncAll')).toContain('all members');
	expect(actionOf('contactWay.create')).toContain('QR code');
	expect(actionOf('acquisitionLink.create')).toContain('ads and web pages');
	for (const { name, action } of operations.filter(
		({ resource }) => resource.value === 'ruleGroupTag',
	)) {
		expect({ name, action }).toEqual({
			name,
			action: expect.stringContaining('rule group') as string,
		});
	}
	for (const name of ['addToCustomer', 'addToCustomerByName', 'removeFromCustomer']) {
		expect(actionOf(`tag.${name}`)).toMatch(/by tag (ID|name)/);
	}
});
