import { startApps, type Apps } from './fixtures/apps';
import { readFixture } from './fixtures/read';
import { operations } from './fixtures/table';

// When no answer comes back, a read is simply sent again, but something WeCom may have done already is not.

let apps: Apps;
beforeAll(async () => {
	apps = await startApps();
});
afterAll(async () => await apps.stub.close());

const WRITES = [
	'customer.updateRemark',
	'acquisitionLink.create',
	'acquisitionLink.update',
	'acquisitionLink.delete',
	'contactWay.create',
	'contactWay.update',
	'contactWay.delete',
	'contactWay.closeTemporaryChat',
	'groupJoinWay.create',
	'groupJoinWay.delete',
	'groupJoinWay.update',
	'groupWelcome.create',
	'groupWelcome.update',
	'groupWelcome.delete',
	'interceptRule.create',
	'interceptRule.update',
	'interceptRule.delete',
	'massMessage.create',
	'massMessage.remind',
	'massMessage.cancel',
	'moment.create',
	'moment.cancel',
	'momentRuleGroup.create',
	'momentRuleGroup.delete',
	'momentRuleGroup.update',
	'product.create',
	'product.delete',
	'product.update',
	'providerIdConversion.applyMassCallTicket',
	'ruleGroup.create',
	'ruleGroup.delete',
	'ruleGroup.update',
	'ruleGroupTag.create',
	'ruleGroupTag.delete',
	'ruleGroupTag.update',
	'tag.addToCustomer',
	'tag.addToCustomerByName',
	'tag.create',
	'tag.delete',
	'tag.removeFromCustomer',
	'tag.update',
	'transfer.transferCustomers',
	'transfer.transferCustomersOfResigned',
	'transfer.transferChats',
	'transfer.transferChatsOfResigned',
	'welcomeMessage.send',
];

it('knows which operations change something', () => {
	const writes = operations.filter(({ access }) => access === 'write').map(({ name }) => name);
	expect(writes).toEqual(WRITES);
});

it.each(WRITES)('%s is not sent twice when the answer is lost', async (name) => {
	const { stub } = apps;
	const fixture = readFixture(name, stub.url);
	// What the write needs to know or upload comes before it.
	const { endpoint } = operations.find((operation) => operation.name === name)!;
	const write = fixture.calls.findIndex(({ request }) => request.path === endpoint);
	const { request } = fixture.calls[write]!;
	stub.expect([...fixture.calls.slice(0, write), { request, status: 502 }]);
	const { error } = await apps[fixture.app].run(fixture);
	expect(stub.differences()).toEqual({ unexpected: [], missing: [] });
	expect(error!.message).toBe('WeCom did not answer');
	expect(error!.description).toMatch(/unknown whether WeCom carried this out/);
});

it('a read is sent again', async () => {
	const { stub } = apps;
	const fixture = readFixture('customer.get.raw', stub.url);
	const [call] = fixture.calls;
	stub.expect([{ ...call!, status: 502 }, call!]);
	const { error } = await apps.selfBuilt.run(fixture);
	expect(stub.differences()).toEqual({ unexpected: [], missing: [] });
	expect(error).toBeUndefined();
});
