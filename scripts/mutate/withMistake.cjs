// ts-jest for a source with a mistake in it: `from`, which `file` has once, is `to`. The file on the disk stays what it is.
const tsJest = require('ts-jest').default;

const createTransformer = ({ file, from, to, ...options }) => {
	const real = tsJest.createTransformer(options);
	const mistaken = (source, path) => {
		if (!path.endsWith(file)) return source;
		if (source.split(from).length !== 2)
			throw new Error(`${file} does not have this once: ${from}`);
		return source.replace(from, () => to);
	};
	return {
		canInstrument: false,
		process: (source, path, how) => real.process(mistaken(source, path), path, how),
		getCacheKey: (source, path, how) => real.getCacheKey(mistaken(source, path), path, how),
	};
};

module.exports = { createTransformer };
