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
