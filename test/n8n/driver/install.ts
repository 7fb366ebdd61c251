import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { command } from './command';
import { hashOf } from './hash';
import type { Log } from './log';
import { N8N_FOLDER } from './paths';

type Packages = Record<string, { version?: string; optional?: boolean }>;

const packagesIn = (lockFile: string): Packages => {
	const { packages } = JSON.parse(readFileSync(lockFile, 'utf8')) as { packages: Packages };
	return Object.fromEntries(Object.entries(packages).filter(([location]) => location !== ''));
};

/** The pinned Node that runs the pinned n8n. */
export const nodeOf = (folder = N8N_FOLDER) => path.join(folder, 'node_modules/node/bin/node');

// npm writes its hidden lock file last, so an interrupted install has none.
const packagesMatchLock = (folder: string) => {
	const hiddenLock = path.join(folder, 'node_modules/.package-lock.json');
	if (!existsSync(hiddenLock)) return false;
	const present = packagesIn(hiddenLock);
	return Object.entries(packagesIn(path.join(folder, 'package-lock.json'))).every(
		([location, { version, optional }]) =>
			present[location] ? present[location].version === version : optional,
	);
};

const nativePartsWork = (folder: string) =>
	spawnSync(nodeOf(folder), ['-e', 'require("sqlite3")'], { cwd: folder }).status === 0;

const installPackages = async (folder: string, log: Log) => {
	const locations = Object.keys(packagesIn(path.join(folder, 'package-lock.json')));
	const installed = () =>
		locations.filter((location) => existsSync(path.join(folder, location, 'package.json'))).length;
	log(`Installing n8n: ${locations.length} packages, 2.3 GB, once; some minutes …`);
	await command(
		'npm',
		['ci', '--legacy-peer-deps', '--ignore-scripts', '--no-audit', '--no-fund'],
		{
			cwd: folder,
			progress: (seconds) =>
				log(`  ${seconds} s: ${installed()} of about ${locations.length} packages unpacked`),
		},
	);
};

const buildNativeParts = async (folder: string, log: Log) => {
	log('Fetching n8n’s Node and compiling its database driver, once; about two minutes …');
	// The headers that came with this Node, if they did, spare node-gyp a download.
	const prefix = path.resolve(process.execPath, '../..');
	const headers = existsSync(path.join(prefix, 'include/node/node.h'))
		? { npm_config_nodedir: prefix }
		: {};
	await command('npm', ['rebuild', 'node', 'sqlite3', '--ignore-scripts=false'], {
		cwd: folder,
		env: { ...headers, npm_config_ignore_scripts: 'false' },
		progress: (seconds) => log(`  ${seconds} s`),
		everySeconds: 10,
	});
	if (!nativePartsWork(folder)) throw new Error('n8n’s Node or its sqlite3 still does not run');
};

/**
 * Brings n8n and its Node to what the folder's lock file says. Does only what is missing: an
 * interrupted install is picked up where it stopped, a complete one costs a millisecond.
 */
export const ensureInstalled = async (log: Log, folder = N8N_FOLDER) => {
	const stamp = path.join(folder, 'node_modules/.installed');
	const wanted = hashOf(path.join(folder, 'package-lock.json'));
	if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
	if (!packagesMatchLock(folder)) await installPackages(folder, log);
	if (!nativePartsWork(folder)) await buildNativeParts(folder, log);
	writeFileSync(stamp, wanted);
};
