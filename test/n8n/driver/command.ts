import { once } from 'node:events';
import { supervised } from './supervised';

interface CommandOptions {
	cwd: string;
	env?: NodeJS.ProcessEnv;
	/** Called every `everySeconds` while the command runs. */
	progress?: (seconds: number) => void;
	everySeconds?: number;
}

const running = new Set<ReturnType<typeof supervised>>();

/** Ends the commands under way at once: npm, asked politely, takes minutes to finish and undo. */
export const endCommands = async () => {
	const ended = [...running].map((supervisor) => once(supervisor, 'exit'));
	for (const supervisor of running) supervisor.disconnect();
	await Promise.all(ended);
};

/** Runs a command to its end and returns what it printed on stdout; a failure carries its output. */
export const command = async (name: string, args: string[], options: CommandOptions) => {
	const { cwd, env, progress, everySeconds = 5 } = options;
	const supervisor = supervised(name, args, {
		cwd,
		env: { ...process.env, ...env },
		secondsToStop: 0,
	});
	running.add(supervisor);
	const stdout: string[] = [];
	const all: string[] = [];
	supervisor.stdout?.setEncoding('utf8').on('data', (text: string) => {
		stdout.push(text);
		all.push(text);
	});
	supervisor.stderr?.setEncoding('utf8').on('data', (text: string) => all.push(text));

	const started = Date.now();
	const ticker = setInterval(
		() => progress?.(Math.round((Date.now() - started) / 1000)),
		everySeconds * 1000,
	);
	const [code] = (await once(supervisor, 'close')) as [number | null];
	clearInterval(ticker);
	running.delete(supervisor);
	if (code === 0) return stdout.join('');
	const tail = all.join('').split('\n').slice(-40).join('\n');
	throw new Error(`"${[name, ...args].join(' ')}" failed with exit code ${code}:\n${tail}`);
};
