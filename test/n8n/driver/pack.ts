import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	readdirSync,
	renameSync,
	rmSync,
} from 'node:fs';
import path from 'node:path';
import { command } from './command';
import { hashOf } from './hash';
import { silent, type Log } from './log';
import { CACHE_FOLDER, PACKAGE_FOLDER } from './paths';

const SOURCES = [
	'credentials',
	'gulpfile.js',
	'index.js',
	'nodes',
	'package.json',
	'scripts/build',
	'scripts/schemas.ts',
	'test/engine/fixtures',
	'tsconfig.json',
];

interface Manifest {
	n8n: { nodes: string[]; credentials: string[] };
}

interface PackResult {
	filename: string;
	files: Array<{ path: string }>;
}

// Another build running in the same checkout would empty `dist` at the wrong moment.
const assertComplete = ({ files }: PackResult) => {
	const manifest = readFileSync(path.join(PACKAGE_FOLDER, 'package.json'), 'utf8');
	const { nodes, credentials } = (JSON.parse(manifest) as Manifest).n8n;
	const packed = new Set(files.map((file) => file.path));
	const missing = [...nodes, ...credentials].filter((file) => !packed.has(file));
	if (missing.length > 0) throw new Error(`The packed package lacks ${missing.join(', ')}`);
};

/** Builds and packs the package as npm would publish it; unchanged sources are packed once. */
export const packPackage = async (log: Log = silent) => {
	const sources = SOURCES.map((name) => path.join(PACKAGE_FOLDER, name));
	const folder = path.join(CACHE_FOLDER, 'packages', hashOf(...sources));
	const [tarball] = existsSync(folder) ? readdirSync(folder) : [];
	if (tarball) return path.join(folder, tarball);

	log('Building and packing the package …');
	await command('npm', ['run', 'build'], { cwd: PACKAGE_FOLDER });
	mkdirSync(path.dirname(folder), { recursive: true });
	const unfinished = mkdtempSync(`${folder}-`);
	try {
		const answer = await command('npm', ['pack', '--json', '--pack-destination', unfinished], {
			cwd: PACKAGE_FOLDER,
		});
		const [result] = JSON.parse(answer) as [PackResult];
		assertComplete(result);
		renameSync(unfinished, folder);
		return path.join(folder, result.filename);
	} finally {
		rmSync(unfinished, { recursive: true, force: true });
	}
};
