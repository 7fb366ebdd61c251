import type { IDataObject } from 'n8n-workflow';
import { startSimulator, type Simulator } from '../simulator';
import { startApps, type Apps } from './fixtures/apps';
import { readFixture } from './fixtures/read';
import { createN8n } from './harness';

// What an update keeps is read first. When WeCom leaves a value out, nothing is written: absent is not empty.

describe('an answer without what must be kept', () => {
	let apps: Apps;
	beforeAll(async () => {
		apps = await startApps();
	});
	afterAll(async () => await apps.stub.close());

	it.each([
		['customer.updateRemark.addFirstMobile', 'follow_user.0.remark_mobiles', 'remark_mobiles'],
		['customer.updateRemark.removeMobiles', 'follow_user.0.remark_mobiles', 'remark_mobiles'],
		['acquisitionLink.update.partOfRange', 'range.department_list', 'department_list'],
		['acquisitionLink.update.partOfRange', 'range', 'department_list'],
		['ruleGroup.update.admins', 'strategy.admin_list', 'admin_list'],
		['ruleGroup.update.admins', 'strategy', 'admin_list'],
		['ruleGroup.update.privileges', 'strategy.privilege', 'privilege'],
		['momentRuleGroup.update.admins', 'strategy.admin_list', 'admin_list'],
		['momentRuleGroup.update.privileges', 'strategy.privilege', 'privilege'],
		['groupJoinWay.update', 'join_way.chat_id_list', 'chat_id_list'],
		['groupJoinWay.update', 'join_way', 'scene, chat_id_list'],
		['product.update.priceOnly', 'product.description', 'description'],
		['product.update.priceOnly', 'product', 'description, price'],
	])('%s: no %s', async (name, path, named) => {
		const { stub } = apps;
		const { parameters, calls, app } = readFixture(name, stub.url);
		const [read] = calls;
		stub.expect([{ ...read!, response: without(read!.response as IDataObject, path.split('.')) }]);
		const { error, items } = await apps[app].run({ parameters });
		// Read once, and nothing written.
		expect(stub.differences()).toEqual({ unexpected: [], missing: [] });
		expect(items).toEqual([]);
		expect(error!.message).toBe(
			`WeCom did not give the present ${named}, so nothing was changed: it would have been lost`,
		);
		expect(error!.description).toBeTruthy();
	});
});

/** A copy without what stands at a place. */
function without(value: IDataObject, path: string[]): IDataObject {
	const copy = structuredClone(value);
	const holder = path
		.slice(0, -1)
		.reduce<object>((at, key) => Reflect.get(at, key) as object, copy);
	Reflect.deleteProperty(holder, path.at(-1)!);
	return copy;
}

describe('the phone numbers of a customer', () => {
	const LIU = 'wmSimulatedAAAALiuFang';
	const MOBILES = ['13800000001', '13800000002'];
	const secret = 'secret-of-a-delegated-app';
	let simulator: Simulator;
	beforeEach(async () => {
		simulator = await startSimulator({
			apps: [{ name: 'd', agentId: 7, secret, customerContact: true, kind: 'delegated' }],
		});
		own().follow.remark_mobiles = [...MOBILES];
	});
	afterEach(async () => await simulator.close());

	const own = () =>
		simulator.state.relations.find(
			({ userId, externalUserId }) => userId === 'zhangsan' && externalUserId === LIU,
		)!;

	const credentials = () => {
		const { corp, url: baseUrl } = simulator;
		const { corpId } = corp;
		return {
			delegated: { baseUrl, appType: 'delegated', corpId, corpSecret: secret },
			'third-party': { baseUrl, appType: 'thirdParty', authCorpId: corpId, ...corp.suite },
			// As the credential was before it knew delegated apps.
			'delegated, called self-built': { baseUrl, corpId, corpSecret: secret },
		};
	};

	const update = async (app: keyof ReturnType<typeof credentials>, mobilesMode: string) =>
		await createN8n(credentials()[app]).run({
			parameters: {
				resource: 'customer',
				operation: 'updateRemark',
				userId: { __rl: true, mode: 'id', value: 'zhangsan' },
				externalUserId: LIU,
				mobilesMode,
				mobiles: '13800000002, 13800000003',
			},
		});

	describe.each(['add', 'remove'])('%s', (mode) => {
		it.each(['delegated', 'third-party'] as const)('is refused to a %s app', async (app) => {
			const { error } = await update(app, mode);
			expect(error!.message).toMatch(
				/^Delegated and third-party apps do not get the phone numbers/,
			);
			expect(error!.description).toMatch(/^Set "Remark Mobiles" to Replace/);
			expect(simulator.requests(/externalcontact/)).toEqual([]);
			expect(own().follow.remark_mobiles).toEqual(MOBILES);
		});

		it('writes nothing when WeCom withholds them all the same', async () => {
			const { error } = await update('delegated, called self-built', mode);
			expect(error!.message).toMatch(/^WeCom did not give the present remark_mobiles/);
			expect(error!.description).toMatch(/^Set "Remark Mobiles" to Replace/);
			expect(simulator.requests('externalcontact/remark')).toEqual([]);
			expect(own().follow.remark_mobiles).toEqual(MOBILES);
		});
	});

	it.each([
		['replace', ['13800000002', '13800000003']],
		['clear', []],
	])('%s works with a delegated app', async (mode, after) => {
		const { error } = await update('delegated', mode);
		expect(error).toBeUndefined();
		expect(own().follow.remark_mobiles).toEqual(after);
	});
});
