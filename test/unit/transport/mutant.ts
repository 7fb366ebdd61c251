import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const folder = path.join(__dirname, '../../../nodes/WeComCustomerContact/transport');

/**
 * A module of transport/ with a mistake in it, to see that a test notices: `from`, which the source has once, replaced
 * by `to`. Modules that it imports are the real ones, unless others are given.
 */
export function mutant<T>(
	name: string,
	from: string,
	to: string,
	others: Record<string, unknown> = {},
): T {
	const source = readFileSync(path.join(folder, `${name}.ts`), 'utf8');
	if (source.split(from).length !== 2) throw new Error(`${name} does not have this once: ${from}`);
	const { outputText } = ts.transpileModule(
		source.replace(from, () => to),
		{
			compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
		},
	);
	const module = { exports: {} };
	const load = (request: string): unknown =>
		others[request] ??
		jest.requireActual(request.startsWith('.') ? path.join(folder, `${request}.ts`) : request);
	new Function('module', 'exports', 'require', outputText)(module, module.exports, load);
	return module.exports as T;
}
