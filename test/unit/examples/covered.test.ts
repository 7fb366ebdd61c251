import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { RECIPES } from '../../../scripts/examples/recipe';

const ROOT = path.resolve(__dirname, '../../..');
const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');

const TESTS = 'test/n8n/tests';
const endToEnd = [
	...readdirSync(path.join(ROOT, TESTS)).map((file) => `${TESTS}/${file}`),
	'test/n8n/wecom.ts',
]
	.map(read)
	.join('\n');

it.each(RECIPES)('%s stands in both guides, and runs in a real n8n', (name) => {
	const places = {
		guide: read('README.md').includes(`](examples/${name}.json) |`),
		chineseGuide: read('docs/zh-CN.md').includes(`](../examples/zh-CN/${name}.json) |`),
		endToEnd: new RegExp(`['/]${name}('|\\.json)`).test(endToEnd),
	};
	expect(places).toEqual({ guide: true, chineseGuide: true, endToEnd: true });
});
