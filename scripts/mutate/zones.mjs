/**
 * The folders of the source that are mutated: the files in them that are tables (`not`), and the tests that run (`tests`, below test/).
 */
export const ZONES = {
	callback: {
		not: ['events.ts', 'directoryEvents.ts', 'eventEntry.ts'],
		tests: ['unit/callback/*.test.ts'],
	},
	transport: {
		not: ['errorTexts.ts'],
		tests: ['unit/transport/*.test.ts'],
	},
	engine: {
		not: [],
		tests: ['unit/engine/*.test.ts', 'engine/*.test.ts'],
	},
	trigger: {
		not: ['properties.ts', 'options.ts', 'filterFields.ts', 'poll/properties.ts'],
		tests: ['unit/trigger/**/*.test.ts'],
	},
};
