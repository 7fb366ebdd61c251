import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { command } from '../driver/command';
import type { Log } from '../driver/log';

const POSTGRES_ROOT = '/usr/lib/postgresql';
const REDIS = '/usr/bin/redis-server';

const isRoot = () => process.getuid?.() === 0;

/** The folder of the newest PostgreSQL's programs, which Debian keeps out of PATH. */
const findPostgres = () =>
	(existsSync(POSTGRES_ROOT) ? readdirSync(POSTGRES_ROOT) : [])
		.sort((a, b) => Number(b) - Number(a))
		.map((version) => path.join(POSTGRES_ROOT, version, 'bin'))
		.find((folder) => existsSync(path.join(folder, 'postgres')));

const missing = () => [
	...(existsSync(REDIS) ? [] : ['redis-server']),
	...(findPostgres() ? [] : ['postgresql']),
];

const install = async (packages: string[], log: Log) => {
	log(`Installing ${packages.join(' and ')} …`);
	const env = { DEBIAN_FRONTEND: 'noninteractive' };
	await command('apt-get', ['update'], { cwd: '/', env });
	await command('apt-get', ['install', '-y', '--no-install-recommends', ...packages], {
		cwd: '/',
		env,
	});
};

/** Where Redis and PostgreSQL are; installs what is missing where that is possible, else says what to do. */
export const ensureServers = async (log: Log) => {
	const packages = missing();
	if (packages.length > 0 && isRoot() && existsSync('/usr/bin/apt-get')) {
		await install(packages, log);
	}
	const postgres = findPostgres();
	const [absent] = missing();
	if (absent !== undefined || !postgres) {
		throw new Error(
			`Queue mode needs Redis and PostgreSQL. On Debian: apt-get install ${packages.join(' ')}`,
		);
	}
	return { redis: REDIS, postgres };
};

// PostgreSQL refuses to run as root.
const AS_POSTGRES = ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups'];

/** A command line of PostgreSQL, for a user that it runs as. */
export const asPostgres = (...line: string[]) => {
	const [name = '', ...args] = isRoot() ? [...AS_POSTGRES, ...line] : line;
	return { name, args };
};

/** Gives a folder to the user that PostgreSQL runs as. */
export const giveToPostgres = async (folder: string) => {
	if (isRoot()) await command('chown', ['postgres:postgres', folder], { cwd: '/' });
};
