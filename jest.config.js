/** @type {import('jest').Config} */
module.exports = {
	testMatch: ['<rootDir>/test/**/*.test.ts'],
	testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/n8n/'],
	modulePathIgnorePatterns: [
		'<rootDir>/dist/',
		'<rootDir>/dist-zh/',
		'<rootDir>/test/n8n/node_modules/',
	],
	transform: { '^.+\\.ts$': ['ts-jest', { diagnostics: false }] },
	testTimeout: 30_000,
	maxWorkers: 2,
};
