// Jest's environment of Node, but the first test that fails is the last of its file: the mutant is noticed.
const { TestEnvironment } = require('jest-environment-node');

class FailFast extends TestEnvironment {
	#hasFailed = false;

	handleTestEvent({ name, test }) {
		if (name === 'test_start' && this.#hasFailed) test.mode = 'skip';
		if (name === 'test_done') this.#hasFailed ||= test.errors.length > 0;
	}
}

module.exports = FailFast;
