/** What becomes of the table in n8n's editor, before anything runs. */
const EDITOR = ['properties', 'merged', 'nodeOutputs', 'subtitle'];

/**
 * The folders of the source that are mutated: `files`, without those that are tables and descriptions (`not`), and the tests
 * that run (`tests`, below test/). Few tests run for many mutants, so a zone has those that are about it. What survives
 * these is tried with those of `more`, too, step by step, as they take long.
 */
export const ZONES = {
	callback: {
		files: 'callback/*.ts',
		not: ['callback/events.ts', 'callback/directoryEvents.ts', 'callback/eventEntry.ts'],
		tests: ['unit/callback/*.test.ts'],
	},
	transport: {
		files: 'transport/**/*.ts',
		not: ['transport/errorTexts.ts'],
		tests: ['unit/transport/*.test.ts'],
	},
	engine: {
		files: 'engine/*.ts',
		not: ['engine/types.ts', ...EDITOR.map((name) => `engine/${name}.ts`)],
		tests: ['unit/engine/!(properties|subtitle).test.ts'],
		more: [
			['engine/@(present|keepsWhatWasRead|hints|fromWeb).test.ts'],
			['engine/@(answers|calls|chain|operations*|simplified).test.ts'],
		],
	},
	editor: {
		files: `engine/@(${EDITOR.join('|')}).ts`,
		not: [],
		tests: ['unit/engine/@(properties|subtitle).test.ts'],
	},
	trigger: {
		files: 'trigger/*.ts',
		not: ['trigger/properties.ts', 'trigger/options.ts', 'trigger/filterFields.ts'],
		tests: ['unit/trigger/*.test.ts'],
	},
	poll: {
		files: 'trigger/poll/*.ts',
		not: ['trigger/poll/properties.ts'],
		tests: ['unit/trigger/poll/*.test.ts'],
	},
};
