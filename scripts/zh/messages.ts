import ts from 'typescript';

// Texts that the code itself makes while it runs: complaints about values, reasons, names of pickers. They stand
// in the code as literals, which the Chinese edition replaces in the compiled files.

/** Answers the Chinese text for an English one, or nothing where there is none. */
export type Find = (english: string) => string | undefined;

/** Words side by side are for people; keys, paths and codes are not. */
const SENTENCE = /^(?=.*[A-Za-z]{2}).*[A-Za-z,.)"}] [A-Za-z"({]/s;

/** Expressions and notices, which the description replaces as a whole. */
const IS_MARKUP = /^[=<]/;

/** Parts of fields whose texts a complaint quotes. */
const LABELS = ['displayName', 'label'];

type Literal = ts.StringLiteralLike | ts.TemplateExpression;

const isLiteral = (node: ts.Node): node is Literal =>
	ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);

/** A literal's text with {1}, {2} … for what is filled in. */
const textOf = (node: Literal): string =>
	ts.isTemplateExpression(node)
		? node.head.text +
			node.templateSpans.map((span, i) => `{${i + 1}}${span.literal.text}`).join('')
		: node.text;

const isLabel = ({ parent }: ts.Node) =>
	ts.isPropertyAssignment(parent) && LABELS.includes(parent.name.getText());

const isNoText = ({ parent }: ts.Node) =>
	ts.isImportDeclaration(parent) ||
	ts.isExportDeclaration(parent) ||
	ts.isLiteralTypeNode(parent) ||
	(ts.isExpressionStatement(parent) && ts.isSourceFile(parent.parent)) ||
	(ts.isCallExpression(parent) && parent.expression.getText() === 'require');

/**
 * The code with its texts in Chinese. A literal that reads like a sentence, or is a label, must have a Chinese text;
 * `missing` is told of those without one. Other literals are replaced where there is a text for exactly them.
 */
export function localiseCode(code: string, find: Find, missing: (english: string) => void): string {
	const source = ts.createSourceFile('file.ts', code, ts.ScriptTarget.Latest, true);

	const inside = (node: ts.Node): string => {
		let result = '';
		let at = node.getFullStart();
		ts.forEachChild(node, (child) => {
			result += code.slice(at, child.getFullStart()) + rewritten(child);
			at = child.getEnd();
		});
		return result + code.slice(at, node.getEnd());
	};

	const rewritten = (node: ts.Node): string => {
		if (!isLiteral(node) || isNoText(node)) return inside(node);
		const english = textOf(node);
		if (IS_MARKUP.test(english)) return inside(node);
		const chinese = find(english);
		if (chinese === undefined) {
			if (SENTENCE.test(english) || isLabel(node)) missing(english);
			return inside(node);
		}
		const lead = code.slice(node.getFullStart(), node.getStart());
		if (ts.isStringLiteralLike(node)) return lead + JSON.stringify(chinese);
		const filledIn = node.templateSpans.map((span) => rewritten(span.expression).trim());
		const text = chinese
			.replace(/[`\\]|\$\{/g, (sign) => `\\${sign}`)
			.replace(/\{(\d+)\}/g, (_, place) => `\${${filledIn[Number(place) - 1]}}`);
		return `${lead}\`${text}\``;
	};

	return inside(source);
}
