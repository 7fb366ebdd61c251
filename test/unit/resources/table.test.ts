import { EVENTS } from '../../../nodes/WeComCustomerContact/callback/events';
import { resources } from '../../../nodes/WeComCustomerContact/resources';
import { operations } from '../../engine/fixtures/table';

it('few operations need a way of their own: the others are data', () => {
	const custom = operations.filter((operation) => 'run' in operation).map(({ name }) => name);
	expect(custom.sort()).toEqual([
		'customer.getAll',
		'customer.syncAll',
		'massMessage.getAll',
		'massMessage.getSendResults',
		'media.download',
		'moment.getAll',
		'ruleGroupTag.create',
		'statistics.getGroupChatsByOwner',
		'statistics.getMembers',
		'tag.addToCustomerByName',
		'tag.create',
		'transfer.transferChats',
		'transfer.transferChatsOfResigned',
		'transfer.transferCustomers',
		'transfer.transferCustomersOfResigned',
	]);
});

it('what a field takes from the step before by itself is called so in an event', () => {
	const names = new Set<string>(EVENTS.flatMap(({ fields }) => fields.map(({ name }) => name)));
	const taken = resources
		.flatMap((resource) => resource.operations.flatMap(({ fields }) => fields))
		.map(({ property }) => /^={{ \$json\.(\w+) }}$/.exec(String(property.default))?.[1])
		.filter((name) => name !== undefined);
	expect(taken).toContain('external_userid');
	expect(taken.filter((name) => !names.has(name))).toEqual([]);
});
