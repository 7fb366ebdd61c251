import { EVENTS } from '../../../nodes/WeComCustomerContact/callback/events';
import { fixtureNames, readFixture } from '../../engine/fixtures/read';
import { operations } from '../../engine/fixtures/table';

it('few operations need a way of their own: the others are data', () => {
	const custom = operations.filter((operation) => 'run' in operation).map(({ name }) => name);
	expect(custom.sort()).toEqual([
		'acquisitionLink.createOnceKeys',
		'acquisitionLink.getBills',
		'apiCall.get',
		'apiCall.post',
		// Sends nothing when nothing changes.
		'contactWay.changeMembers',
		// Reads all customers, of which only numbers come out.
		'customer.count',
		'customer.getAll',
		'customer.syncAll',
		'massMessage.getAll',
		'massMessage.getSendResults',
		'media.download',
		'member.findByEmail',
		'member.findByMobile',
		'member.getAll',
		'moment.getAll',
		'ruleGroupTag.create',
		'statistics.getGroupChatsByOwner',
		'statistics.getMembers',
		'tag.addToCustomerByName',
		'tag.create',
	]);
});

it('fewer still need to see all input items at once', () => {
	const together = operations.filter((operation) => 'together' in operation);
	// Items of one text and sender share a message.
	expect(together.map(({ name }) => name)).toEqual(['massMessage.createFromItems']);
});

it('what a field takes from the item is called so in an event, or in the answer of an operation', () => {
	const answers = fixtureNames.flatMap((name) => readFixture(name, '').output);
	const names = new Set<string>([
		...EVENTS.flatMap(({ fields }) => fields.map(({ name }) => name)),
		...answers.flatMap(({ json }) => Object.keys(json)),
	]);
	const taken = operations
		.flatMap(({ fields }) => fields)
		.flatMap(({ chained }) => chained?.key ?? []);
	expect(taken).toContain('external_userid');
	expect(taken.filter((key) => !names.has(key))).toEqual([]);
});
