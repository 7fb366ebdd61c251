import { spawnSync } from 'node:child_process';
import path from 'node:path';

// Every benchmark, one after another, each in a process of its own: `npm run bench`; or those named,
// as in `npm run bench -- get load`.

const ALL = ['load', 'callback', 'get', 'sync', 'poll', 'trigger', 'burst'];

const wanted = process.argv.slice(2);
const failed = (wanted.length > 0 ? wanted : ALL).filter((name) => {
	const file = path.join(__dirname, `${name}.ts`);
	return spawnSync(process.execPath, ['--import', 'tsx', file], { stdio: 'inherit' }).status !== 0;
});
if (failed.length > 0) {
	console.error(`\nDid not run to the end: ${failed.join(', ')}`);
	process.exitCode = 1;
}
