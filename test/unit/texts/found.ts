import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { WeComCustomerContactApi } from '../../../credentials/WeComCustomerContactApi.credentials';
import { resources } from '../../../nodes/WeComCustomerContact/resources';
import { withChoice } from '../../../nodes/WeComCustomerContact/texts/choice';
import { withTexts } from '../../../nodes/WeComCustomerContact/texts/localized';
import { ERRORS } from '../../../nodes/WeComCustomerContact/transport/errorTexts';
import { WeComCustomerContact } from '../../../nodes/WeComCustomerContact/WeComCustomerContact.node';
import { WeComCustomerContactTrigger } from '../../../nodes/WeComCustomerContact/WeComCustomerContactTrigger.node';
import { WeComNewCustomerTrigger } from '../../../nodes/WeComNewCustomer/WeComNewCustomerTrigger.node';
import { placeWith } from './places';

// What the package says in English, found in what it shows and in its code.

const ROOT = path.resolve(__dirname, '../../..');
const SOURCES = ['nodes', 'credentials'];

/** Tables whose words are in the documents, in descriptions that are read as a whole, or in items. */
const TABLES =
	/\/(callback\/(events|directoryEvents|eventEntry)|transport\/errorTexts|resources\/shared\/labels)\.ts$/;

export interface Description {
	english: string;
	/** Where it stands: resource, operation, field and so on. */
	path: readonly string[];
}

/** n8n's sentence about a list of choices is said, and stands behind what is described. */
const isChoice = (text: string) =>
	[withChoice('options'), withChoice('multiOptions')].some((choice) =>
		text.replace(/\.$/, '').endsWith(choice),
	);

const isShown = (english: string) =>
	english !== '' && !english.startsWith('={{ (') && !isChoice(english);

const descriptionsOf = (value: unknown, ...branch: string[]) => {
	const found: Description[] = [];
	const note = (english: string, at: readonly string[]) => {
		if (isShown(english)) found.push({ english, path: at });
		return undefined;
	};
	withTexts(value, placeWith(note, branch));
	return found;
};

/** What a field's name for AI models ends with. */
const WIRE_NAME = / \([A-Z][A-Za-z ]+\)$/;

/** All that n8n's editor and WeCom's errors show, with its path. */
export const DESCRIPTIONS: readonly Description[] = (() => {
	const { displayName, documentationUrl, properties } = new WeComCustomerContactApi();
	const ofResources = descriptionsOf(resources);
	const known = new Set(ofResources.map(({ english }) => english));
	const ofAction = descriptionsOf(new WeComCustomerContact().description, 'action');
	return [
		...ofResources,
		// Its properties are those of the resources, with some of its own around them.
		...ofAction.filter(
			({ english }) => !known.has(english) && !known.has(english.replace(WIRE_NAME, '')),
		),
		...descriptionsOf(new WeComCustomerContactTrigger().description, 'trigger'),
		...descriptionsOf(new WeComNewCustomerTrigger().description, 'trigger'),
		...descriptionsOf({ displayName, documentationUrl, properties }, 'credential'),
		...Object.values(ERRORS).flatMap((error) => descriptionsOf(error, 'errors')),
	];
})();

/** Words side by side are for people; keys, paths and codes are not. */
const SENTENCE = /^(?=.*[A-Za-z]{2}).*[A-Za-z,.)"}] [A-Za-z"({]/s;
/** Expressions and notices. */
const MARKUP = /^[=<]/;

type Literal = ts.StringLiteralLike | ts.TemplateExpression;

const isLiteral = (node: ts.Node): node is Literal =>
	ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);

/** A literal's text with {1}, {2} … for what is filled in. */
const textOf = (node: Literal) =>
	ts.isTemplateExpression(node)
		? node.head.text +
			node.templateSpans.map(({ literal }, i) => `{${i + 1}}${literal.text}`).join('')
		: node.text;

const isSaid = ({ parent }: ts.Node) =>
	ts.isTaggedTemplateExpression(parent) && parent.tag.getText() === 'say';

/** Of whatever the code has in quotes: what it says, and what reads like a sentence but is not said. */
export const readCode = (code: string) => {
	const said: string[] = [];
	const unsaid: string[] = [];
	const visit = (node: ts.Node) => {
		if (isLiteral(node)) {
			const text = textOf(node);
			if (isSaid(node)) said.push(text);
			else if (SENTENCE.test(text) && !MARKUP.test(text)) unsaid.push(text);
		}
		if (!ts.isImportDeclaration(node)) ts.forEachChild(node, visit);
	};
	visit(ts.createSourceFile('code.ts', code, ts.ScriptTarget.Latest, true));
	return { said, unsaid };
};

const FILES = SOURCES.flatMap((folder) =>
	readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.ts'))
		.map((file) => path.posix.join(folder, file))
		.filter((file) => !TABLES.test(file)),
);

const READ = FILES.map((file) => ({
	file,
	...readCode(readFileSync(path.join(ROOT, file), 'utf8')),
}));

/** All that the code says while it runs. */
export const MESSAGES: ReadonlySet<string> = new Set(READ.flatMap(({ said }) => said));

/** What reads like a sentence and goes through no door, with its file. */
export const UNSAID = READ.flatMap(({ file, unsaid }) => unsaid.map((text) => ({ file, text })));
