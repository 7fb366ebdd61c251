// Runs n8n's community-package scanner on this checkout: its source rules on the source, its tarball
// rules on what `npm pack` makes. The scanner's own command can only scan what npm already published.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import {
	SOURCE_FILE_PATTERNS,
	analyzePackage,
} from '@n8n/scan-community-package/scanner/scanner.mjs';

const root = path.resolve(import.meta.dirname, '..');
const folder = mkdtempSync(path.join(root, '.scan-'));
let failed = false;

const report = (what, result) => {
	console.log(`${result.passed ? 'passed' : 'FAILED'}  ${what}`);
	if (!result.passed) {
		failed = true;
		console.log(result.details ?? result.message);
	}
};

try {
	report('source', await analyzePackage(root, SOURCE_FILE_PATTERNS));
	const [{ filename }] = JSON.parse(
		execFileSync('npm', ['pack', '--json', '--pack-destination', folder], { cwd: root }),
	);
	execFileSync('tar', ['-xzf', path.join(folder, filename), '-C', folder]);
	report(
		`tarball ${filename}`,
		await analyzePackage(path.join(folder, 'package'), ['**/*.js', 'package.json']),
	);
} finally {
	rmSync(folder, { recursive: true, force: true });
}
process.exit(failed ? 1 : 0);
