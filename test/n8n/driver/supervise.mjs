// Runs a command for a parent and ends it when the parent is gone, however that happened.
// Arguments: a folder to remove in that case ('' for none), the command, its arguments.
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';

const SECONDS_TO_STOP = 15;
const [folder, command, ...args] = process.argv.slice(2);

// A process group of its own: what the command itself started ends with it.
const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'], detached: true });

const killGroup = () => {
	try {
		process.kill(-child.pid, 'SIGKILL');
	} catch {
		// Nothing of it is left.
	}
};

child.on('exit', (code, signal) => {
	killGroup();
	if (!process.connected && folder) rmSync(folder, { recursive: true, force: true });
	process.exit(signal ? 1 : code);
});

process.on('message', (signal) => child.kill(signal));

process.on('disconnect', () => {
	child.kill('SIGTERM');
	setTimeout(killGroup, SECONDS_TO_STOP * 1000);
});

process.send({ pid: child.pid });
