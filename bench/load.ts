import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { figure, heading, median, ratio } from './print';
import { properties, timesPerStep } from './step';

// What the package costs n8n at its start (time to load both nodes, and the size of the tarball), and what the size of
// the action node's description costs it at each step.

const root = path.resolve(__dirname, '..');
const ROUNDS = 15;

const program = `
	require('n8n-workflow');
	const started = performance.now();
	new (require('./dist/nodes/WeComCustomerContact/WeComCustomerContact.node.js').WeComCustomerContact)();
	new (require('./dist/nodes/WeComCustomerContact/WeComCustomerContactTrigger.node.js').WeComCustomerContactTrigger)();
	console.log(performance.now() - started);`;

heading(`Loading the package (median of ${ROUNDS} fresh processes)`);
execFileSync('npm', ['run', 'build'], { cwd: root, stdio: 'ignore' });
const times = Array.from({ length: ROUNDS }, () =>
	Number(execFileSync(process.execPath, ['-e', program], { cwd: root }).toString()),
);
const [pack] = JSON.parse(
	execFileSync('npm', ['pack', '--dry-run', '--json', '--silent'], {
		cwd: root,
		stdio: ['ignore', 'pipe', 'ignore'],
	}).toString(),
) as [{ size: number; unpackedSize: number }];
const time = median(times);
figure('load both nodes, n8n-workflow loaded already', time, 'ms');
figure('tarball', pack.size / 1000, 'kB');
figure('unpacked', pack.unpackedSize / 1000, 'kB');
ratio('of 30 ms', time / 30, 'at most 1', time <= 30);
ratio('of 150 kB', pack.size / 150_000, 'at most 1', pack.size <= 150_000);

heading(
	'A step of the action node: n8n goes through the properties, the node reads its parameters',
);
figure('properties, equal ones merged', properties.merged, '');
figure('properties, one for every field of every operation', properties.apart, '');
for (const operation of ['customer.get', 'massMessage.create.groupChats', 'contactWay.create']) {
	const { merged, apart, ratio: ofIt } = timesPerStep(operation);
	figure(`${operation}, merged`, merged, 'ms');
	figure(`${operation}, one for every field`, apart, 'ms');
	ratio('of it', ofIt, 'at most 0.8', ofIt <= 0.8);
}
