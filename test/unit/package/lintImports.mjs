import { text } from 'node:stream/consumers';
import { ESLint } from 'eslint';

// Gets {file: source} on standard input, and gives {file: [what its imports break]}. ESLint's configuration is a
// module that jest can't load, so this runs in a process of its own.
const RULES = ['no-restricted-imports', 'import-x/no-restricted-paths'];
const eslint = new ESLint({ ruleFilter: ({ ruleId }) => RULES.includes(ruleId) });
const found = {};
for (const [file, source] of Object.entries(JSON.parse(await text(process.stdin)))) {
	const [{ messages }] = await eslint.lintText(source, { filePath: file });
	found[file] = messages.map(({ line }) => source.split('\n')[line - 1]);
}
console.log(JSON.stringify(found));
