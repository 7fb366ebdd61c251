// What code says to people is no behavior that a test should repeat: texts have tests of their own (test/unit/texts).
import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';

const isText = ({ node }) =>
	node.type === 'TaggedTemplateExpression' &&
	node.tag.type === 'Identifier' &&
	node.tag.name === 'say';

export const strykerPlugins = [
	declareValuePlugin(PluginKind.Ignore, 'texts', {
		shouldIgnore: (path) => (isText(path) ? 'A text, see test/unit/texts' : undefined),
	}),
];
