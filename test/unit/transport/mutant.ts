import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const FOLDER = path.join(__dirname, '../../../nodes/WeComCustomerContact/transport');

/**
 * A module of transport/, or of another folder, with a mistake in it, to see that a test notices: `from`, which the source has once, replaced
 * by `to`; nothing is wrong with it without them. Modules that it imports are the real ones, unless others are given.
 */
export function mutant<T>(
	name: string,
	from = '',
	to = '',
	others: Record<string, unknown> = {},
	folder = FOLDER,
): T {
	const source = readFileSync(path.join(folder, `${name}.ts`), 'utf8');
	if (from !== '' && source.split(from).length !== 2)
		throw new Error(`${name} does not have this once: ${from}`);
	const { outputText } = ts.transpileModule(from === '' ? source : source.replace(from, () => to), {
		compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
	});
	const module = { exports: {} };
	const load = (request: string): unknown =>
		others[request] ??
		jest.requireActual(request.startsWith('.') ? path.join(folder, `${request}.ts`) : request);
	new Function('module', 'exports', 'require', outputText)(module, module.exports, load);
	return module.exports as T;
}
