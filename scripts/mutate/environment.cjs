// Jest's environment of Node for mutation runs. The first test that fails is the last of its file: the mutant is noticed.
const { TestEnvironment } = require('jest-environment-node');

/** Each test file of a dry run, with the mutants whose code runs in it: in a test, or while it is loaded. */
const seen = [];

/** How often the code of each mutant had run when the last of them ended. */
let hits = new Map();

function see(file, { static: outsideOfTests = {}, perTest = {} }) {
	const before = hits;
	hits = new Map();
	for (const counts of [outsideOfTests, ...Object.values(perTest)]) {
		for (const [mutant, count] of Object.entries(counts)) {
			hits.set(mutant, (hits.get(mutant) ?? 0) + count);
		}
	}
	const mutants = [...hits.keys()].filter((mutant) => hits.get(mutant) !== before.get(mutant));
	seen.push({ file, mutants });
}

class MutationEnvironment extends TestEnvironment {
	static seen = seen;
	#file;
	#hasFailed = false;

	constructor(config, context) {
		super(config, context);
		this.#file = context.testPath;
	}

	handleTestEvent({ name, test }) {
		if (name === 'test_start' && this.#hasFailed) test.mode = 'skip';
		if (name === 'test_done') this.#hasFailed ||= test.errors.length > 0;
	}

	async teardown() {
		const { activeMutant, mutantCoverage } = this.global.__stryker__ ?? {};
		if (activeMutant === undefined && mutantCoverage) see(this.#file, mutantCoverage);
		await super.teardown();
	}
}

module.exports = MutationEnvironment;
