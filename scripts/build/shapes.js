const isHolder = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The dotted paths of the functions in it. */
const functionsIn = (holder, before) =>
	Object.entries(holder).flatMap(([name, value]) => {
		if (isHolder(value)) return functionsIn(value, `${before}${name}.`);
		return typeof value === 'function' ? [before + name] : [];
	});

const methodsOf = (Type) =>
	Object.getOwnPropertyNames(Type.prototype).filter((name) => name !== 'constructor');

/**
 * What n8n sees of nodes and credentials before it calls one: what they hold, and their functions by their paths. Without
 * the rules of a test, which are made of the texts of WeCom's errors.
 */
exports.shapesOf = (types) =>
	Object.fromEntries(
		Object.entries(types).map(([name, Type]) => {
			const { ...holds } = new Type();
			if (holds.test) holds.test = { ...holds.test, rules: undefined };
			return [name, { holds, functions: [...methodsOf(Type), ...functionsIn(holds, '')] }];
		}),
	);

/** The names in them, which errors say. */
exports.namesIn = (shapes) => {
	const names = new Set();
	JSON.stringify(shapes, (key, value) => {
		if ((key === 'displayName' || key === 'name') && typeof value === 'string') names.add(value);
		return value;
	});
	return names;
};
