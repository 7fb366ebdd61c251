import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startSimulator } from '../../simulator';
import { ensureInstalled, PACKAGE_FOLDER, startN8n } from '../driver';
import { command } from '../driver/command';
import type { Environment } from '../driver/environment';
import { createWeComCredential } from '../wecom';

const print = (line: string) => void process.stderr.write(`${line}\n`);

/** A real n8n with the packed Chinese edition, and a simulated WeCom with a credential for it. */
export const startChinese = async (env?: Environment) => {
	await ensureInstalled(print);
	print('Building and packing the Chinese edition …');
	await command('npm', ['run', 'build:zh'], { cwd: PACKAGE_FOLDER });
	const folder = mkdtempSync(path.join(tmpdir(), 'wecom-zh-'));
	try {
		const answer = await command(
			'npm',
			['pack', './dist-zh', '--json', '--pack-destination', folder],
			{ cwd: PACKAGE_FOLDER },
		);
		const [packed] = JSON.parse(answer) as [{ filename: string }];
		const tarball = path.join(folder, packed.filename);
		const n8n = await startN8n({ tarballs: [tarball], env, log: print });
		const simulator = await startSimulator();
		const credential = await createWeComCredential(n8n, simulator);
		const stop = async () => {
			await simulator.close();
			await n8n.stop();
		};
		return { n8n, simulator, credential, stop };
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
};

export type Chinese = Awaited<ReturnType<typeof startChinese>>;
