// The welcome flow in a real n8n against a simulated WeCom: `npm run demo`; with `--once` it ends by
// itself and its exit code tells whether the welcome message arrived.
import { createInterface } from 'node:readline';
import { startSimulator } from '../simulator';
import type { Simulator } from '../simulator/types';
import {
	endCommands,
	ensureInstalled,
	packPackage,
	startN8n,
	type Execution,
	type N8n,
} from './driver';
import { servePage } from './scanPage';
import {
	createWeComCredential,
	publish,
	readWelcomeFlow,
	welcomeText,
	WELCOME_FLOW,
} from './wecom';

const WELCOME_CODE_SECONDS = 20;

const cleanUps: Array<() => Promise<unknown>> = [];

const stopAll = async () => {
	while (cleanUps.length > 0) await cleanUps.pop()?.();
};

const print = (line: string) => console.log(line);

/** Everything up to a customer who could scan a QR code. */
const start = async () => {
	await ensureInstalled(print);
	const tarball = await packPackage(print);
	const simulator = await startSimulator();
	cleanUps.push(simulator.close);
	print(`Simulated WeCom: ${simulator.url}`);

	print('Starting n8n …');
	const n8n = await startN8n({ tarballs: [tarball], log: print });
	cleanUps.push(n8n.stop);
	print(`n8n: ${n8n.baseUrl}`);

	const credential = await createWeComCredential(n8n, simulator);
	const workflow = await publish(n8n, simulator, credential, readWelcomeFlow());
	const verification = await simulator.verifyCallbackUrl();
	if (!verification.ok)
		throw new Error(`The callback URL was not accepted: ${verification.reason}`);
	print(`Callback URL verified in ${verification.ms} ms`);
	return { n8n, simulator, workflowId: workflow.id };
};

const failureOf = ({ id, status, resultData: { error, lastNodeExecuted } }: Execution) =>
	`execution ${id} ended as "${status}" at "${lastNodeExecuted}"` +
	(error ? `: ${error.message}. ${error.description ?? ''}` : '');

/** A member whose customers WeCom itself does not welcome. */
const welcomingMember = ({ state }: Simulator) => {
	const member = [...state.members.values()].find(
		({ externalContact, inScope, adminWelcome }) => externalContact && inScope && !adminWelcome,
	);
	if (!member) throw new Error('The simulated corp has no member with customer contact');
	return member;
};

/** A customer scans the QR code of the store and is welcomed, or an error says why not. */
const welcomeOneCustomer = async (simulator: Simulator, n8n: N8n, workflowId: string) => {
	const member = welcomingMember(simulator);
	const { externalUserId, delivery } = simulator.scanQrCode({
		userId: member.userid,
		state: WELCOME_FLOW.storeChannel,
	});
	const [execution] = await n8n
		.waitForExecutions({ workflowId }, { seconds: WELCOME_CODE_SECONDS })
		.catch(() => []);
	if (!execution) {
		const answer = (await delivery).attempts.map(({ status, error }) => status ?? error).join(', ');
		throw new Error(`no execution finished; the callback was answered with: ${answer}`);
	}
	const message = simulator.welcomeMessages.find(
		(candidate) => candidate.externalUserId === externalUserId,
	);
	if (execution.status !== 'success' || !message) throw new Error(failureOf(execution));

	const name = simulator.state.customers.get(externalUserId)?.name ?? '';
	const expected = welcomeText(WELCOME_FLOW.welcomeStore, name);
	if (message.text !== expected) {
		throw new Error(`the welcome message should be "${expected}" but is "${message.text}"`);
	}
	return { member, name, message, execution, delivery: await delivery };
};

const report = (
	simulator: Simulator,
	{ member, name, message, execution, delivery }: Awaited<ReturnType<typeof welcomeOneCustomer>>,
) => {
	const sent = delivery.attempts[0]?.startedAt ?? 0;
	const step = (at: number, what: string) =>
		print(`  ${((at - sent) / 1000).toFixed(3).padStart(7)} s  ${what}`);
	const [read] = simulator.requests('externalcontact/get');
	const [welcome] = simulator.requests('externalcontact/send_welcome_msg');
	const acknowledged = sent + (delivery.attempts[0]?.ms ?? 0);
	const accepted = (welcome?.at ?? message.at) + (welcome?.ms ?? 0);

	print(`\n${name} scans ${member.name}'s QR code (channel "${WELCOME_FLOW.storeChannel}"):`);
	const steps: Array<[number, string]> = [
		[sent, 'callback sent'],
		[Date.parse(String(execution.startedAt)), `event: execution ${execution.id} begins`],
		[acknowledged, `callback answered with ${delivery.attempts[0]?.status}`],
		[(read?.at ?? 0) + (read?.ms ?? 0), `customer read: ${name}`],
		[accepted, `welcome message accepted: ${message.text}`],
	];
	for (const [at, what] of steps.sort(([a], [b]) => a - b)) step(at, what);
	const total = ((accepted - sent) / 1000).toFixed(3);
	print(`\nFrom callback to welcome message: ${total} s of ${WELCOME_CODE_SECONDS} s.`);
};

/** Another customer at the press of a key, or of a button on a page. */
const offerScans = async (simulator: Simulator) => {
	const channel = { userId: welcomingMember(simulator).userid, state: WELCOME_FLOW.storeChannel };
	const page = await servePage(simulator, channel);
	cleanUps.push(page.close);
	print(`\nAnother customer: press Enter here, or the button at ${page.url}`);
	const lines = createInterface({ input: process.stdin });
	cleanUps.push(() => Promise.resolve(lines.close()));
	lines.on('line', () => {
		const { externalUserId } = simulator.scanQrCode(channel);
		print(`${simulator.state.customers.get(externalUserId)?.name} scans the QR code`);
	});
};

const main = async () => {
	const once = process.argv.includes('--once');
	let stopping = false;
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.once(signal, () => {
			stopping = true;
			print('\nStopping …');
			void Promise.all([endCommands(), stopAll()]).finally(() => process.exit(once ? 130 : 0));
		});
	}
	try {
		const { n8n, simulator, workflowId } = await start();
		report(simulator, await welcomeOneCustomer(simulator, n8n, workflowId));
		if (once) return await stopAll();
		await offerScans(simulator);
		print(`\nLook around: ${n8n.baseUrl}/workflow/${workflowId}`);
		print(`Log in with ${n8n.login.email} and ${n8n.login.password}; Ctrl+C stops everything.`);
	} catch (error) {
		if (stopping) return;
		console.error(`\nThe demo failed: ${error instanceof Error ? error.message : String(error)}`);
		process.exitCode = 1;
		await stopAll();
	}
};

void main();
