import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const { withoutTexts } = jest.requireActual<{ withoutTexts(source: string): string }>(
	'../../../scripts/build/withoutTexts',
);

const shownIn = (source: string) => source.match(/\b(description|hint|placeholder|action):/g) ?? [];

describe('what the code of the package is without', () => {
	it('is what the editor shows of a field, an option or an operation', () => {
		const source = `const field = {
			displayName: 'Text',
			name: 'text',
			description: 'What is said',
			hint: \`e.g. \${example}\`,
			placeholder: 'Hello',
			options: [{ name: 'One', value: 1, description: 'The first', action: 'Do it' }]
		};`;
		expect(withoutTexts(source).replace(/\s+/g, ' ').trim()).toBe(
			"const field = { displayName: 'Text', name: 'text', options: [{ name: 'One', value: 1 }] };",
		);
	});

	it.each([
		"const chained = { key: 'userid', hint: 'The item has none' };",
		"const problem = { message: 'Not found', description: 'Check the ID' };",
		'const body = { name: given.name, description: given.description };',
		'const shown = { name, description: say `The app has no right` };',
	])('is nothing that the code says or sends: %s', (source) => {
		expect(withoutTexts(source).trim()).toBe(source);
	});

	it.each(['methods', 'transport', 'texts'])('is nothing of %s/', (folder) => {
		const root = path.resolve(__dirname, '../../../nodes/WeComCustomerContact', folder);
		const files = readdirSync(root, { recursive: true, encoding: 'utf8' });
		for (const file of files.filter((name) => name.endsWith('.ts'))) {
			const source = readFileSync(path.join(root, file), 'utf8');
			expect([file, shownIn(withoutTexts(source))]).toEqual([file, shownIn(source)]);
		}
	});
});
