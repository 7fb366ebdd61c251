import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { CACHE_FOLDER, N8N_FOLDER, nodeOf } from '../n8n/driver';
import { command } from '../n8n/driver/command';
import { hashOf } from '../n8n/driver/hash';

// A browser that needs nothing of the machine but what Node needs too: npm brings it, with its libraries and a font.

const PACKAGE = '@sparticuz/chromium';

/** It unpacks into the folder for temporary files, and its libraries only where it takes the machine for this one. */
const UNPACK = `import chromium from '${PACKAGE}'; await chromium.executablePath();`;
const AS_ON = { AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' };

const fontsOf = (folder: string) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
	<dir>${folder}/fonts</dir>
	<dir>/usr/share/fonts</dir>
	<cachedir>${folder}/font-cache</cachedir>
</fontconfig>
`;

/** The folder of the unpacked browser; unpacking it takes some seconds, once. */
const unpacked = async () => {
	const version = hashOf(path.join(N8N_FOLDER, 'node_modules', PACKAGE, 'package.json'));
	const folder = path.join(CACHE_FOLDER, 'chromium', version);
	if (existsSync(folder)) return folder;

	mkdirSync(path.dirname(folder), { recursive: true });
	const unfinished = mkdtempSync(`${folder}-`);
	try {
		await command(nodeOf(), ['--input-type=module', '--eval', UNPACK], {
			cwd: N8N_FOLDER,
			env: { ...AS_ON, TMPDIR: unfinished },
		});
		writeFileSync(path.join(unfinished, 'fonts.conf'), fontsOf(folder));
		// Another run may have been quicker; its folder is as good.
		if (!existsSync(folder)) renameSync(unfinished, folder);
		return folder;
	} finally {
		rmSync(unfinished, { recursive: true, force: true });
	}
};

/** What npm brought, or the Chromium of this machine that `CHROMIUM` names. */
const installed = async () => {
	const { CHROMIUM } = process.env;
	if (CHROMIUM) return { executablePath: CHROMIUM };
	const folder = await unpacked();
	return {
		executablePath: path.join(folder, 'chromium'),
		env: {
			...process.env,
			LD_LIBRARY_PATH: path.join(folder, 'al2023/lib'),
			FONTCONFIG_FILE: path.join(folder, 'fonts.conf'),
		},
	};
};

/** Starts a browser without a window that calls nobody but this machine. */
export const launchChromium = async () =>
	chromium.launch({
		...(await installed()),
		args: [
			'--headless',
			'--no-sandbox',
			'--disable-gpu',
			'--disable-quic',
			'--no-first-run',
			'--disable-background-networking',
			'--disable-component-update',
			'--disable-sync',
			// n8n's editor asks servers of n8n's own, too.
			'--no-proxy-server',
			'--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
		],
	});
