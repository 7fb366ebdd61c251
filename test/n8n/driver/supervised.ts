import { fork } from 'node:child_process';
import path from 'node:path';

interface Supervision {
	cwd: string;
	env: NodeJS.ProcessEnv;
	/** How long the command may take to stop once this process is gone; then it is killed. */
	secondsToStop: number;
	/** Removed if this process is gone before the command ended. */
	temporaryFolder?: string;
}

/**
 * Runs a command that cannot outlive this process, even if that is killed. What it answers is the
 * supervisor: it has the command's output and exit code, and passes on the signals sent to it as messages.
 */
export const supervised = (command: string, args: string[], options: Supervision) => {
	const { cwd, env, secondsToStop, temporaryFolder = '' } = options;
	return fork(
		path.join(__dirname, 'supervise.mjs'),
		[String(secondsToStop), temporaryFolder, command, ...args],
		// Detached, or Ctrl+C in a terminal would end it together with us, before it could tidy up.
		{ cwd, env, detached: true, execArgv: [], stdio: ['ignore', 'pipe', 'pipe', 'ipc'] },
	);
};
