/** The end-to-end tests in a real n8n: `npm run test:n8n`. @type {import('jest').Config} */
module.exports = {
	...require('./jest.config.js'),
	testMatch: ['<rootDir>/test/n8n/tests/**/*.test.ts'],
	testPathIgnorePatterns: ['/node_modules/'],
	testTimeout: 180_000,
	maxWorkers: 1,
};
