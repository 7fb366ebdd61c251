import { journalLine, startSimulator, type Simulator } from '../../simulator';
import { runCommand } from '../../simulator/commands';
import { getToken, post } from './client';

let sim: Simulator;
beforeEach(async () => {
	sim = await startSimulator();
});
afterEach(() => sim.close());

test('printed lines hold no token, secret or code', async () => {
	const { access_token } = await getToken(sim);
	const { welcomeCode = '' } = sim.scanQrCode({ userId: 'zhangsan' });
	await post(sim, 'externalcontact/send_welcome_msg', {
		welcome_code: welcomeCode,
		text: { content: '你好' },
	});
	await post(sim, 'externalcontact/send_welcome_msg', `welcome_code=${welcomeCode}`);
	const lines = sim.journal.map(journalLine).join('\n');
	expect(lines).toContain('你好');
	expect(lines).toContain('send_welcome_msg');
	expect(lines).not.toContain(access_token);
	expect(lines).not.toContain(sim.corp.secret);
	expect(lines).not.toContain(welcomeCode);
});

test('commands', async () => {
	const before = sim.state.customers.size;
	expect(await runCommand(sim, 'scan zhangsan 门店A')).toMatch(/^customer wm/);
	expect(sim.state.customers.size).toBe(before + 1);
	expect(sim.state.relations.at(-1)?.follow.state).toBe('门店A');
	expect(await runCommand(sim, 'scan nobody')).toBe('there is no member nobody');
	expect(await runCommand(sim, 'click zhangsan task-1')).toBe('zhangsan has no task-1');
	expect(await runCommand(sim, 'verify')).toMatch(/^callback URL refused/);
	expect(await runCommand(sim, 'welcome')).toBe('none yet');
	expect(await runCommand(sim, 'revoke')).toBe('revoked');
	expect(await runCommand(sim, 'toString')).toMatch(/^unknown command/);
	expect(await runCommand(sim, ' ')).toBe('');
	expect(await runCommand(sim, 'help')).toContain('scan [member] [state] [name]');
});

test('waitFor gives up', async () => {
	expect(await sim.waitFor(() => sim.port)).toBe(sim.port);
	await expect(sim.waitFor(() => undefined, 20)).rejects.toThrow('20 ms');
});

test('two simulators at one port', async () => {
	await expect(startSimulator({ port: sim.port })).rejects.toThrow('EADDRINUSE');
});
