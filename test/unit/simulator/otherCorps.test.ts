import { startSimulator, type Simulator } from '../../simulator';
import { delegated } from './apps';
import { raw } from './client';

const theirs = { corpId: 'ww-theirs', secret: 'their-secret', permanentCode: 'their-code' };
let sim: Simulator;
beforeAll(async () => {
	sim = await startSimulator({
		apps: [delegated],
		otherCorps: [theirs, { corpId: 'ww-third', secret: 'x' }],
	});
});
afterAll(() => sim.close());

const read = async (
	...request: Parameters<typeof raw> extends [Simulator, ...infer R] ? R : never
) => JSON.parse((await raw(sim, ...request)).text) as Record<string, unknown>;
const tokenOf = (corpid: string, corpsecret: string) =>
	read('GET', 'gettoken', { corpid, corpsecret });
const members = async (token: unknown) => {
	const query = { access_token: String(token) };
	return (await read('GET', 'externalcontact/get_follow_user_list', query)).follow_user;
};
const suiteToken = async () => {
	const { suiteId, suiteSecret, suiteTicket } = sim.corp.suite;
	const body = { suite_id: suiteId, suite_secret: suiteSecret, suite_ticket: suiteTicket };
	const { suite_access_token } = await read(
		'POST',
		'service/get_suite_token',
		{},
		JSON.stringify(body),
	);
	return String(suite_access_token);
};

test("each corp's token sees its own members only; a secret opens its own corp only", async () => {
	sim.otherCorps[0]?.addMember({ userid: 'zhaoliu' });
	const { access_token: own } = await tokenOf(sim.corp.corpId, sim.corp.secret);
	const { access_token: their } = await tokenOf(theirs.corpId, theirs.secret);
	const { access_token: third } = await tokenOf('ww-third', 'x');
	expect(new Set([own, their, third]).size).toBe(3);
	expect(await members(own)).toContain('zhangsan');
	expect(await members(their)).toEqual(['zhaoliu']);
	expect(await members(third)).toEqual([]);
	expect(await tokenOf(theirs.corpId, sim.corp.secret)).toMatchObject({ errcode: 40001 });
	expect(await tokenOf('ww-fourth', 'x')).toMatchObject({ errcode: 40013 });
	expect(sim.gettokenCount(theirs.corpId)).toBe(1);
	sim.faults.revokeTokens();
	expect(await members(their)).toBeUndefined();
});

test('one suite token serves all corps, each with its own permanent code', async () => {
	const suite_access_token = await suiteToken();
	const corpToken = (auth_corpid: string, permanent_code: string) =>
		read(
			'POST',
			'service/get_corp_token',
			{ suite_access_token },
			JSON.stringify({ auth_corpid, permanent_code }),
		);
	const own = await corpToken(sim.corp.corpId, sim.corp.suite.permanentCode);
	const their = await corpToken(theirs.corpId, theirs.permanentCode);
	expect(their.access_token).not.toBe(own.access_token);
	expect(await members(own.access_token)).toContain('zhangsan');
	expect(await members(their.access_token)).not.toContain('zhangsan');
	expect(await corpToken(theirs.corpId, sim.corp.suite.permanentCode)).toMatchObject({
		errcode: 40084,
	});
});
