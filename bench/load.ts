import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { figure, heading, median, ratio } from './print';
import { properties, timesPerStep } from './step';

// What the package costs n8n at its start (time to load all nodes, and the size of the tarball), and what the size of
// the action node's description costs it at each step.

const root = path.resolve(__dirname, '..');
const ROUNDS = 15;

const { nodes, credentials } = (
	JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
		n8n: { nodes: string[]; credentials: string[] };
	}
).n8n;

/** One of n8n's own with a description of that size. n8n itself reads those of its own nodes from a file. */
const HUBSPOT = 'node_modules/n8n-nodes-base/dist/nodes/Hubspot/Hubspot.node.js';
const n8n = path.join(root, 'test/n8n');
const hasHubspot = existsSync(path.join(n8n, HUBSPOT));

/** CPU time, as a shared machine makes a process wait; with that of the threads that collect and optimize beside it. */
const load = (folder: string, files: string[], lang: string, first: string[] = []) => {
	const program = `
		require('n8n-workflow');
		for (const file of ${JSON.stringify(first)}) require('./' + file);
		const before = process.cpuUsage();
		for (const file of ${JSON.stringify(files)}) for (const Type of Object.values(require('./' + file))) new Type();
		const { user, system } = process.cpuUsage(before);
		console.log((user + system) / 1000);`;
	const env = { PATH: process.env.PATH, LANG: lang };
	return Number(execFileSync(process.execPath, ['-e', program], { cwd: folder, env }).toString());
};

heading(`Loading the package (CPU time, median of ${ROUNDS} fresh processes each, in turns)`);
execFileSync('npm', ['run', 'build'], { cwd: root, stdio: 'ignore' });
const ours = [...nodes, ...credentials];
const times = Array.from({ length: ROUNDS }, () => ({
	english: load(root, ours, 'C.UTF-8'),
	chinese: load(root, ours, 'zh_CN.UTF-8'),
	/** What the first execution, callback or choice from a list opens besides. */
	code: load(root, ['dist/code.js'], 'C.UTF-8', ours),
	hubspot: hasHubspot ? load(n8n, [HUBSPOT], 'C.UTF-8') : NaN,
}));
const [pack] = JSON.parse(
	execFileSync('npm', ['pack', '--dry-run', '--json', '--silent'], {
		cwd: root,
		stdio: ['ignore', 'pipe', 'ignore'],
	}).toString(),
) as [{ size: number; unpackedSize: number }];
for (const language of ['english', 'chinese'] as const) {
	const time = median(times.map((round) => round[language]));
	figure(`load all nodes and the credential, ${language}`, time, 'ms');
	ratio('of 30 ms', time / 30, 'at most 1', time <= 30);
	const share = median(times.map((round) => round[language] / round.hubspot));
	if (hasHubspot) ratio("of n8n's HubSpot node", share, 'at most 1', share <= 1);
}
figure('opening the code, at the first call', median(times.map(({ code }) => code)), 'ms');
if (hasHubspot) figure("n8n's HubSpot node", median(times.map(({ hubspot }) => hubspot)), 'ms');
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
