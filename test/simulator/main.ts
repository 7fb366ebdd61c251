import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { startSimulator } from '.';
import { deliveryLine, runCommand } from './commands';
import { journalLine } from './journal';

const print = (line: string) => {
	process.stdout.write(`${line}\n`);
};

const usage = 'npm run simulator -- [--port 8090] [--callback URL]';
const { values } = parseArgs({
	options: { port: { type: 'string' }, callback: { type: 'string' }, help: { type: 'boolean' } },
});
const port = Number(values.port ?? process.env['SIMULATOR_PORT'] ?? 8090);
const callback = values.callback ?? process.env['SIMULATOR_CALLBACK'];

const main = async () => {
	const sim = await startSimulator({
		port,
		onRequest: (entry) => print(journalLine(entry)),
		onDelivery: (delivery) => print(deliveryLine(delivery)),
	});
	const { corpId, secret, agentId, callbackToken, encodingAesKey, suite } = sim.corp;
	print(`A simulated WeCom. These made-up values open nothing but this program:
  Base URL            ${sim.url}
  Corp ID             ${corpId}
  App secret          ${secret}
  Agent ID            ${agentId}
  Callback token      ${callbackToken}
  EncodingAESKey      ${encodingAesKey}
  Suite ID            ${suite.suiteId}
  Suite secret        ${suite.suiteSecret}
  Suite ticket        ${suite.suiteTicket}
  Permanent code      ${suite.permanentCode}
  Members             ${[...sim.state.members.keys()].join(', ')}
Type help for what it can do.`);
	if (callback) print(await runCommand(sim, `callback ${callback}`));

	const quit = async () => {
		await sim.close();
		process.exit(0);
	};
	process.once('SIGINT', () => void quit());
	process.once('SIGTERM', () => void quit());
	for await (const line of createInterface({ input: process.stdin })) {
		if (/^\s*(quit|exit)\s*$/.test(line)) await quit();
		print(await runCommand(sim, line));
	}
};

const work = values.help ? Promise.resolve(print(usage)) : main();
work.catch((error: unknown) => {
	print(error instanceof Error ? error.message : String(error));
	process.exit(1);
});
