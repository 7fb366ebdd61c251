import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { command } from '../driver/command';
import type { Environment } from '../driver/environment';
import { launch } from '../driver/launch';
import { freePort } from '../driver/ports';
import { isRoot } from './servers';

/** A server of this test: how n8n finds it, and its end. */
export interface Server {
	env: Environment;
	stop(): Promise<void>;
}

const ENV = { PATH: process.env.PATH, LANG: 'C.UTF-8' };
const USER = 'n8n';

const temporaryFolder = (name: string) => mkdtempSync(path.join(tmpdir(), `n8n-wecom-${name}-`));

/** Redis on a free port; nothing it holds outlives it. */
export const startRedis = async (redis: string): Promise<Server> => {
	const folder = temporaryFolder('redis');
	const port = String(await freePort());
	const program = await launch({
		command: redis,
		args: ['--bind', '127.0.0.1', '--port', port, '--dir', folder, '--save', ''],
		cwd: folder,
		env: ENV,
		ready: /Ready to accept connections/,
		temporaryFolder: folder,
	});
	return {
		env: { QUEUE_BULL_REDIS_HOST: '127.0.0.1', QUEUE_BULL_REDIS_PORT: port },
		stop: async () => {
			await program.stop();
			rmSync(folder, { recursive: true, force: true });
		},
	};
};

// PostgreSQL refuses to run as root: as nobody, then.
const NOBODY = '65534';
const AS_NOBODY = ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'];

const asNobody = (...line: string[]) => {
	const [name = '', ...args] = isRoot() ? [...AS_NOBODY, ...line] : line;
	return { name, args };
};

/** Copies PostgreSQL to where nobody may read it, with the links that npm leaves out of packages. */
const copyPrograms = (native: string, folder: string) => {
	cpSync(native, folder, { recursive: true });
	const links = JSON.parse(readFileSync(path.join(native, 'pg-symlinks.json'), 'utf8')) as Array<{
		source: string;
		target: string;
	}>;
	for (const { source, target } of links) {
		symlinkSync(path.basename(source), path.join(folder, path.relative('native', target)));
	}
	return path.join(folder, 'bin');
};

/** PostgreSQL on a free port with an empty database for n8n. */
export const startPostgres = async (native: string): Promise<Server> => {
	const folder = temporaryFolder('postgres');
	const programs = copyPrograms(native, path.join(folder, 'programs'));
	if (isRoot()) await command('chown', ['-R', `${NOBODY}:${NOBODY}`, folder], { cwd: '/' });
	const data = path.join(folder, 'data');
	const initdb = asNobody(
		path.join(programs, 'initdb'),
		...['-D', data, '-U', USER, '--auth=trust', '--encoding=UTF8', '--no-sync'],
	);
	await command(initdb.name, initdb.args, { cwd: folder, env: ENV });

	const port = String(await freePort());
	const settings = ['listen_addresses=127.0.0.1', `port=${port}`, 'unix_socket_directories='];
	const postgres = asNobody(
		path.join(programs, 'postgres'),
		...['-D', data, '-F', ...settings.flatMap((setting) => ['-c', setting])],
	);
	const program = await launch({
		command: postgres.name,
		args: postgres.args,
		cwd: folder,
		env: ENV,
		ready: /database system is ready to accept connections/,
		temporaryFolder: folder,
	});
	return {
		env: {
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: '127.0.0.1',
			DB_POSTGRESDB_PORT: port,
			DB_POSTGRESDB_DATABASE: 'postgres',
			DB_POSTGRESDB_USER: USER,
			DB_POSTGRESDB_PASSWORD: 'trusted',
		},
		stop: async () => {
			// Without waiting for clients to leave.
			await program.stop('SIGINT');
			rmSync(folder, { recursive: true, force: true });
		},
	};
};
