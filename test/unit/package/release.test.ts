import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const SCRIPT = path.resolve(__dirname, '../../../scripts/release.mjs');
const CHANGELOG = path.resolve(__dirname, '../../../CHANGELOG.md');

describe('a release', () => {
	let folder: string;
	const file = (name: string) => path.join(folder, name);
	const run = (...asked: string[]) =>
		execFileSync(process.execPath, [SCRIPT, ...asked], {
			cwd: folder,
			encoding: 'utf8',
			stdio: 'pipe',
		});
	const changelog = () => readFileSync(file('CHANGELOG.md'), 'utf8');

	beforeEach(() => {
		folder = mkdtempSync(path.join(tmpdir(), 'wecom-release-'));
		writeFileSync(file('package.json'), '{ "name": "anything", "version": "0.1.0" }\n');
		writeFileSync(
			file('CHANGELOG.md'),
			'# Changelog\n\n## 0.1.1 (unreleased)\n\n- New.\n\n### Renamed\n\n- a → b\n\n## 0.1.0 (2026-01-02)\n\n- Old.\n',
		);
	});
	afterEach(() => {
		rmSync(folder, { recursive: true });
	});

	it('takes version and date into the changelog and the manifest, and its notes from the section', () => {
		run('0.2.0');
		expect(changelog()).toMatch(/^# Changelog\n\n## 0\.2\.0 \(\d{4}-\d\d-\d\d\)\n\n- New\./);
		expect(JSON.parse(readFileSync(file('package.json'), 'utf8'))).toMatchObject({
			version: '0.2.0',
		});
		expect(run('--notes')).toBe('- New.\n\n### Renamed\n\n- a → b\n');
	});

	it('has no notes before, and none for a version that the changelog does not tell of', () => {
		expect(() => run('--notes')).toThrow(/0\.1\.1 \(unreleased\)/);
		run('0.2.0');
		writeFileSync(file('package.json'), '{ "version": "0.3.0" }');
		expect(() => run('--notes')).toThrow(/package\.json says 0\.3\.0/);
	});

	it('needs a version, and something new', () => {
		const before = changelog();
		expect(() => run()).toThrow(/Which version/);
		expect(() => run('next')).toThrow(/Which version/);
		expect(changelog()).toBe(before);
		run('0.2.0');
		expect(() => run('0.3.0')).toThrow(/nothing new/);
	});

	it('can read our changelog', () => {
		copyFileSync(CHANGELOG, file('CHANGELOG.md'));
		run('9.9.9');
		expect(run('--notes').length).toBeGreaterThan(100);
	});
});
