import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '..');
const NODES = 'nodes/WeComCustomerContact';
const DIAGRAM = 'docs/architecture.md';

/** Subjects of the diagram that are no folder of the nodes. */
const PLACES = {
	'action node': `${NODES}/WeComCustomerContact.node.ts`,
	'trigger node': `${NODES}/WeComCustomerContactTrigger.node.ts`,
	'polling node': 'nodes/WeComNewCustomer/WeComNewCustomerTrigger.node.ts',
	credentials: 'credentials',
	simulator: 'test/simulator',
};

/** All that the arrows can point at; packages are not among it. */
const SOURCES = ['nodes', 'credentials', 'test', 'scripts', 'bench'];

/** A name of the diagram as a path: a folder, or a file written without its extension. */
function placeOf(name) {
	const place = PLACES[name] ?? `${NODES}/${name}`;
	const found = [place, `${place}.ts`].find((candidate) => existsSync(path.join(ROOT, candidate)));
	if (!found)
		throw new Error(`${DIAGRAM} draws an arrow from or to "${name}", which does not exist`);
	return found;
}

/** The lines `subject → target, target` of the diagram. */
function arrows() {
	const text = readFileSync(path.join(ROOT, DIAGRAM), 'utf8');
	const [, diagram] = /\nImports point one way[^\n]*\n+```\n([^`]*)```/.exec(text) ?? [];
	if (!diagram) throw new Error(`${DIAGRAM} has no diagram under "Imports point one way"`);
	return diagram
		.trim()
		.split('\n')
		.map((line) => {
			const [subject, targets] = line.split('→').map((part) => part.trim());
			if (!targets) throw new Error(`${DIAGRAM} has a line without an arrow: "${line}"`);
			return { subject, targets: targets === 'nothing' ? [] : targets.split(/,\s*/) };
		});
}

/** Folders of the nodes with code in them. */
const codeFolders = () =>
	readdirSync(path.join(ROOT, NODES), { withFileTypes: true })
		.filter((entry) => entry.isDirectory())
		.map(({ name }) => name)
		.filter((name) =>
			readdirSync(path.join(ROOT, NODES, name), { recursive: true }).some((file) =>
				file.endsWith('.ts'),
			),
		);

/**
 * The diagram of docs/architecture.md as zones of the rule `import-x/no-restricted-paths`: what no arrow allows is
 * forbidden. Throws when the diagram leaves out a folder or names what is not there.
 */
export function importZones() {
	const lines = arrows();
	const undrawn = codeFolders().filter((name) => !lines.some(({ subject }) => subject === name));
	if (undrawn.length > 0) throw new Error(`${DIAGRAM} has no line for ${undrawn.join(', ')}`);
	return lines.flatMap(({ subject, targets }) => {
		const allowed = [subject, ...targets].map(placeOf);
		return SOURCES.filter((from) => !allowed.includes(from)).map((from) => ({
			target: placeOf(subject),
			from,
			except: allowed
				.filter((place) => place.startsWith(`${from}/`))
				.map((place) => path.relative(from, place)),
			message: `${DIAGRAM}, "Imports point one way": ${subject} → ${targets.join(', ') || 'nothing'}.`,
		}));
	});
}
