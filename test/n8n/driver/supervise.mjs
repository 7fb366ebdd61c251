// Runs a command for a parent and ends it when the parent is gone, however that happened.
// Arguments: how many seconds the command then has to stop by itself, a folder to remove then
// ('' for none), the command, its arguments.
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';

const [seconds, folder, command, ...args] = process.argv.slice(2);

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
	if (seconds > 0) child.kill('SIGTERM');
	setTimeout(killGroup, seconds * 1000);
});

process.send({ pid: child.pid });
