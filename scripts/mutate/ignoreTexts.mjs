// What code says to people is no behavior that a test should repeat: texts and descriptions have tests of their own (test/unit/texts).
import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';

const isNamed = (node, name) => node.type === 'Identifier' && node.name === name;

const isText = ({ node }) =>
	(node.type === 'TaggedTemplateExpression' && isNamed(node.tag, 'say')) ||
	(node.type === 'CallExpression' && isNamed(node.callee, 'localized'));

export const strykerPlugins = [
	declareValuePlugin(PluginKind.Ignore, 'texts', {
		shouldIgnore: (path) => (isText(path) ? 'A text, see test/unit/texts' : undefined),
	}),
];
