const ts = require('typescript');

/** What only the editor shows. Names stay: errors say which field or operation they are about. */
const SHOWN = new Set(['description', 'hint', 'placeholder', 'action']);
const NAMED = new Set(['displayName', 'name']);

const isText = (node) => ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);

const isShown = (node) =>
	ts.isPropertyAssignment(node) &&
	SHOWN.has(node.name.text) &&
	isText(node.initializer) &&
	node.parent.properties.some(({ name }) => NAMED.has(name?.text));

/** A source without what the editor shows of fields, options and operations: it has that from the descriptions. */
exports.withoutTexts = (source) => {
	const visitor = (context) => {
		const visit = (node) => (isShown(node) ? undefined : ts.visitEachChild(node, visit, context));
		return (file) => ts.visitNode(file, visit);
	};
	const file = ts.createSourceFile('source.ts', source, ts.ScriptTarget.ESNext, true);
	return ts.createPrinter().printFile(ts.transform(file, [visitor]).transformed[0]);
};
