import js from '@eslint/js';
import { n8nCommunityNodesPlugin } from '@n8n/eslint-plugin-community-nodes';
import * as importX from 'eslint-plugin-import-x';
import n8nNodesBase from 'eslint-plugin-n8n-nodes-base';
import { globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { importZones } from './scripts/importZones.mjs';

const off = (...rules) =>
	Object.fromEntries(rules.map((rule) => [`@typescript-eslint/${rule}`, 'off']));

// The same rule sets that n8n's own node tool and community-package scanner use, composed by hand.
export default tseslint.config(
	globalIgnores(['dist', 'node_modules', 'test/n8n/node_modules', 'coverage', '**/.cache']),
	{
		files: ['{nodes,credentials,test,scripts,bench}/**/*.ts'],
		extends: [
			js.configs.recommended,
			tseslint.configs.strict,
			tseslint.configs.recommendedTypeCheckedOnly,
		],
		languageOptions: {
			parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
		},
		plugins: { 'import-x': importX },
		settings: {
			'import-x/resolver-next': [
				importX.createNodeResolver({ extensions: ['.ts', '.js', '.json'] }),
			],
			'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] },
		},
		rules: {
			'@typescript-eslint/no-explicit-any': 'error',
			'@typescript-eslint/consistent-type-imports': 'error',
			'@typescript-eslint/no-non-null-assertion': 'off',
			'@typescript-eslint/no-unused-vars': [
				'error',
				{ argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
			],
			'@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
			'@typescript-eslint/switch-exhaustiveness-check': [
				'error',
				{ considerDefaultExhaustiveForUnions: true },
			],
			'@typescript-eslint/use-unknown-in-catch-callback-variable': 'error',
			'@typescript-eslint/restrict-template-expressions': [
				'error',
				{ allowNumber: true, allow: ['URLSearchParams'] },
			],
			// WeCom's and n8n's values are unknown until they are made a text, n8n's interfaces and handlers of the
			// simulator are async whether or not they wait, and without classes no method loses its object.
			...off('no-base-to-string', 'require-await', 'unbound-method'),
			'import-x/no-cycle': 'error',
			'import-x/no-restricted-paths': [
				'error',
				{ basePath: import.meta.dirname, zones: importZones() },
			],
			'no-undef': 'off',
		},
	},
	{
		files: ['test/**/*.ts'],
		rules: {
			// Tests read answers and make up values of type any: what is in them is what they assert.
			...off('no-unsafe-assignment', 'no-unsafe-argument', 'no-unsafe-call'),
			...off('no-unsafe-member-access', 'no-unsafe-return'),
			// n8n's expressions and mutants of the code under test are run that way.
			...off('no-implied-eval'),
		},
	},
	{
		files: ['{nodes,credentials}/**/*.ts', 'package.json'],
		extends: [n8nCommunityNodesPlugin.configs.recommended],
		rules: { 'no-console': 'error' },
	},
	{
		files: ['nodes/WeComCustomerContact/callback/**/*.ts'],
		rules: {
			'no-restricted-imports': [
				'error',
				{
					patterns: [
						{
							regex: '^(?!\\.|node:crypto$|fast-xml-parser$)',
							message: 'callback/ uses node:crypto and the XML parser, no other package.',
						},
					],
				},
			],
		},
	},
	{
		files: ['package.json'],
		plugins: { 'n8n-nodes-base': n8nNodesBase },
		rules: { ...n8nNodesBase.configs.community.rules },
		languageOptions: {
			parser: tseslint.parser,
			parserOptions: { extraFileExtensions: ['.json'] },
		},
	},
	{
		files: ['credentials/**/*.ts'],
		plugins: { 'n8n-nodes-base': n8nNodesBase },
		rules: {
			...n8nNodesBase.configs.credentials.rules,
			// Not valid for community nodes; the community rule set has better ones.
			'n8n-nodes-base/cred-class-field-documentation-url-miscased': 'off',
			'n8n-nodes-base/cred-class-field-type-options-password-missing': 'off',
		},
	},
	{
		files: ['nodes/**/*.ts'],
		plugins: { 'n8n-nodes-base': n8nNodesBase },
		rules: {
			...n8nNodesBase.configs.nodes.rules,
			// As in n8n's own node tool: enums are allowed, and an API may have a maximum.
			'n8n-nodes-base/node-class-description-inputs-wrong-regular-node': 'off',
			'n8n-nodes-base/node-class-description-outputs-wrong': 'off',
			'n8n-nodes-base/node-param-type-options-max-value-present': 'off',
		},
	},
);
