import { once } from 'node:events';
import { supervised } from './supervised';

interface LaunchOptions {
	command: string;
	args: string[];
	cwd: string;
	env: Record<string, string | undefined>;
	/** What the program prints once it can be used. */
	ready: RegExp;
	readyWithinSeconds?: number;
	/** Removed if this process dies before it could stop the program. */
	temporaryFolder?: string;
}

/** A running program: its pid, what it printed so far, and its end. */
export interface Program {
	pid: number;
	log: () => string;
	isRunning: () => boolean;
	/** Ends it: politely by default, by SIGKILL if that takes too long. */
	stop: (signal?: NodeJS.Signals) => Promise<void>;
}

const SECONDS_TO_STOP = 15;

const ignore = () => undefined;

/** Starts a program that cannot outlive this process, and waits until it says that it is ready. */
export const launch = async (options: LaunchOptions): Promise<Program> => {
	const { command, args, cwd, env, ready, readyWithinSeconds = 120, temporaryFolder } = options;
	const supervisor = supervised(command, args, {
		cwd,
		env,
		secondsToStop: SECONDS_TO_STOP,
		temporaryFolder,
	});
	const exited = once(supervisor, 'exit');
	exited.catch(ignore);

	let printed = '';
	const signaled = new Promise<void>((resolve) => {
		const collect = (text: string) => {
			printed += text;
			if (ready.test(printed)) resolve();
		};
		supervisor.stdout?.setEncoding('utf8').on('data', collect);
		supervisor.stderr?.setEncoding('utf8').on('data', collect);
	});
	const log = () => printed;
	const isRunning = () => supervisor.exitCode === null && supervisor.signalCode === null;

	const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
		if (!isRunning()) return;
		supervisor.send(signal, ignore);
		const impatience = setTimeout(() => supervisor.send('SIGKILL', ignore), SECONDS_TO_STOP * 1000);
		await exited;
		clearTimeout(impatience);
	};

	const [{ pid }] = (await once(supervisor, 'message')) as [{ pid: number }];
	const timeout = setTimeout(() => void stop('SIGKILL'), readyWithinSeconds * 1000);
	const started = await Promise.race([signaled.then(() => true), exited.then(() => false)]);
	clearTimeout(timeout);
	if (!started) throw new Error(`${args.join(' ')} did not start. It printed:\n${printed}`);
	return { pid, log, isRunning, stop };
};
