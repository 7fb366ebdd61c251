import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

interface CommandOptions {
	cwd: string;
	env?: NodeJS.ProcessEnv;
	/** Called every `everySeconds` while the command runs. */
	progress?: (seconds: number) => void;
	everySeconds?: number;
}

const running = new Map<ChildProcess, Promise<unknown>>();

/** Ends the commands under way; npm takes some seconds to undo what it began. */
export const endCommands = async () => {
	for (const child of running.keys()) child.kill();
	await Promise.all(running.values());
};

/** Runs a command to its end and returns what it printed on stdout; a failure carries its output. */
export const command = (name: string, args: string[], options: CommandOptions) =>
	new Promise<string>((resolve, reject) => {
		const { cwd, env, progress, everySeconds = 5 } = options;
		const child = spawn(name, args, {
			cwd,
			env: { ...process.env, ...env },
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		const stdout: string[] = [];
		const all: string[] = [];
		child.stdout.setEncoding('utf8').on('data', (text: string) => {
			stdout.push(text);
			all.push(text);
		});
		child.stderr.setEncoding('utf8').on('data', (text: string) => all.push(text));

		const started = Date.now();
		const ticker = setInterval(
			() => progress?.(Math.round((Date.now() - started) / 1000)),
			everySeconds * 1000,
		);
		running.set(
			child,
			once(child, 'close').catch(() => undefined),
		);
		const done = () => {
			clearInterval(ticker);
			running.delete(child);
		};
		child.on('error', (error) => {
			done();
			reject(error);
		});
		child.on('close', (code) => {
			done();
			if (code === 0) return resolve(stdout.join(''));
			const tail = all.join('').split('\n').slice(-40).join('\n');
			reject(new Error(`"${[name, ...args].join(' ')}" failed with exit code ${code}:\n${tail}`));
		});
	});
