import { startApps, type Apps } from './fixtures/apps';
import { readFixture } from './fixtures/read';

// A read of many calls whose last one is refused: with Continue, what was read before comes out, then the error.

let apps: Apps;
beforeAll(async () => {
	apps = await startApps();
});
afterAll(async () => await apps.stub.close());

it.each([
	'acquisitionLink.getAll.details',
	'acquisitionLink.getStatistics.windows',
	'contactWay.getAll.details',
	'customer.getManyByMembers.chunks',
	'customer.getServed.pages',
	'groupChat.getAll.details',
	'interceptRule.getAll.details',
	'massMessage.getSendResults.everyMember',
	'massMessage.getAll.longRange',
	'moment.getAll.longRange',
	'ruleGroup.getAll.details',
	'momentRuleGroup.getAll.details',
	'statistics.getGroupChatsByDay',
	'statistics.getMembers',
])('%s', async (name) => {
	const { stub } = apps;
	const fixture = readFixture(name, stub.url);
	const { app, parameters, calls, output } = fixture;
	const refused = { ...calls.at(-1)!, response: { errcode: 48002, errmsg: 'api forbidden' } };
	stub.expect([...calls.slice(0, -1), refused]);
	const { items } = await apps[app].run({
		...fixture,
		parameters: { ...parameters, options: { callsAtOnce: 1 } },
		onError: 'continueRegularOutput',
	});
	expect(stub.differences()).toEqual({ unexpected: [], missing: [] });
	const kept = items.slice(0, -1).map(({ json }) => json);
	expect(kept.length).toBeGreaterThan(0);
	expect(kept).toEqual(output.slice(0, kept.length).map(({ json }) => json));
	expect(items.at(-1)!.json).toMatchObject({ details: { errcode: 48002 } });
});
