// A release, from the changelog: `npm run release -- 0.2.0` gives the section at its top that version and today's date, and package.json
// the version. `npm run release -- --notes` prints what a tag of this version says, or fails if the changelog does not tell of it.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const CHANGELOG = 'CHANGELOG.md';
const HEADING = /^## (\d+\.\d+\.\d+) \((unreleased|\d{4}-\d\d-\d\d)\)$/m;

const fail = (problem) => {
	console.error(problem);
	process.exit(1);
};

const newest = () => {
	const text = readFileSync(CHANGELOG, 'utf8');
	const found = HEADING.exec(text);
	if (!found) fail(`${CHANGELOG} has no heading like "## 0.2.0 (unreleased)"`);
	const [heading, version, date] = found;
	return { text, heading, version, date };
};

const notes = () => {
	const { text, heading, version, date } = newest();
	const { version: packed } = JSON.parse(readFileSync('package.json', 'utf8'));
	if (date === 'unreleased' || version !== packed) {
		fail(`${CHANGELOG} begins with "${heading}", package.json says ${packed}`);
	}
	const [section] = text.slice(text.indexOf(heading) + heading.length).split(/^## /m);
	console.log(section.trim());
};

const prepare = (version) => {
	const { text, heading, date } = newest();
	if (date !== 'unreleased') fail(`${CHANGELOG} says nothing new: it begins with "${heading}"`);
	const today = new Date().toISOString().slice(0, 10);
	writeFileSync(CHANGELOG, text.replace(heading, `## ${version} (${today})`));
	execFileSync('npm', ['version', version, '--no-git-tag-version', '--allow-same-version'], {
		stdio: 'inherit',
	});
};

const [asked = ''] = process.argv.slice(2);
if (asked === '--notes') notes();
else if (/^\d+\.\d+\.\d+$/.test(asked)) prepare(asked);
else fail('Which version? For example: npm run release -- 0.2.0');
