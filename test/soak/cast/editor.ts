import { setTimeout as sleep } from 'node:timers/promises';
import type { Role, Stage } from '../stage';

const RETRY_MS = 500;

/** Saves the credential with this secret, however often that takes while n8n restarts. */
const save = async (stage: Stage, secret: string, app?: string) => {
	const { credential, cluster, facts, ask } = stage;
	facts.saved.at(-1)!.to = Date.now();
	const data = { ...credential.data, corpSecret: secret };
	while (!(await ask(() => cluster.updateCredential(credential, data)))) await sleep(RETRY_MS);
	facts.saved.push({ app, from: Date.now(), to: Infinity });
};

/** Puts the right secret into the credential. */
export const repair = (stage: Stage) => save(stage, stage.simulator.corp.secret, 'main');

/** Somebody saves a wrong secret, or that of another app, and repairs it some seconds later. */
export const editor: Role = (stage, random) =>
	stage.repeat(random, [12_000, 25_000], async () => {
		if (random.oneOf([true, false])) await save(stage, stage.second.secret, stage.second.name);
		else await save(stage, `WrongSecret-${random.between(1, 1e9)}`);
		await sleep(random.between(4_000, 10_000));
		await repair(stage);
	});

/** Somebody presses the credential's Test button. */
export const tester: Role = ({ cluster, credential, facts, ask, repeat }, random) =>
	repeat(random, [4_000, 15_000], () =>
		ask(async () => {
			const from = Date.now();
			const { status, message } = await cluster.testStored(credential);
			facts.presses.push({ from, to: Date.now(), accepted: status === 'OK', message });
		}),
	);
