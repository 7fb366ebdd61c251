import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { figure, heading, median, ratio } from './print';
import { properties, timesPerStep } from './step';

// What the package costs n8n at its start (time to load all nodes, and the size of the tarball), and what the size of
// the action node's description costs it at each step.

const root = path.resolve(__dirname, '..');
const ROUNDS = 15;

const program = `
	require('n8n-workflow');
	const started = performance.now();
	for (const file of require('./package.json').n8n.nodes) for (const Node of Object.values(require('./' + file))) new Node();
	console.log(performance.now() - started);`;

heading(`Loading the package (median of ${ROUNDS} fresh processes)`);
execFileSync('npm', ['run', 'build'], { cwd: root, stdio: 'ignore' });
const load = (lang: string) =>
	Number(
		execFileSync(process.execPath, ['-e', program], {
			cwd: root,
			env: { PATH: process.env.PATH, LANG: lang },
		}).toString(),
	);
const times = Array.from({ length: ROUNDS }, () => ({
	english: load('C.UTF-8'),
	chinese: load('zh_CN.UTF-8'),
}));
const [pack] = JSON.parse(
	execFileSync('npm', ['pack', '--dry-run', '--json', '--silent'], {
		cwd: root,
		stdio: ['ignore', 'pipe', 'ignore'],
	}).toString(),
) as [{ size: number; unpackedSize: number }];
for (const language of ['english', 'chinese'] as const) {
	const time = median(times.map((round) => round[language]));
	figure(`load all nodes in ${language}, n8n-workflow loaded already`, time, 'ms');
	ratio('of 30 ms', time / 30, 'at most 1', time <= 30);
}
figure('tarball', pack.size / 1000, 'kB');
figure('unpacked', pack.unpackedSize / 1000, 'kB');
ratio('of 250 kB', pack.size / 250_000, 'at most 1', pack.size <= 250_000);

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
