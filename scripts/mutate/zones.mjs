/**
 * The folders of the source that are mutated: `files`, without those that are tables and descriptions (`not`), and the tests
 * that run (`tests`, below test/). Few tests run for many mutants, so a zone has those that are about it.
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
		not: [],
		tests: ['unit/engine/*.test.ts', 'engine/*.test.ts'],
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
