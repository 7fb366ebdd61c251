import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

export interface BenchSimulator {
	url: string;
	corpId: string;
	corpSecret: string;
	stop(): Promise<void>;
}

/** A simulated WeCom in a process of its own, so that it doesn't share the measured one's CPU time. */
export async function startBenchSimulator(options: {
	members: number;
	relationsPerMember: number;
	latencyMs: number;
}): Promise<BenchSimulator> {
	const child: ChildProcess = fork(
		path.join(__dirname, 'simulatorProcess.ts'),
		[JSON.stringify(options)],
		{ execArgv: ['--import', 'tsx'] },
	);
	const [ready] = (await once(child, 'message')) as [Omit<BenchSimulator, 'stop'>];
	return {
		...ready,
		stop: async () => {
			child.send('stop');
			await once(child, 'exit');
		},
	};
}
