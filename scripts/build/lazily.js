const { isChinese } = require('../../nodes/WeComCustomerContact/texts/language');
const { testRules } = require('../../nodes/WeComCustomerContact/transport/testRules');

/** The nodes and credentials as the build found them: see shapes.js. */
const shapes = isChinese ? require('./shown.zh-CN.json') : require('./shown.en.json');

/** Where a dotted path ends: the object, and the name in it. */
const endOf = (path, start) => {
	const names = path.split('.');
	const last = names.pop();
	return [names.reduce((holder, name) => holder[name], start), last];
};

/** A copy of its own for each, as n8n adds properties, and we functions. */
const copyOf = ({ description, test, ...others }) => ({
	...structuredClone(others),
	...(description && { description: { ...description, properties: [...description.properties] } }),
	...(test && { test: { ...test, rules: testRules() } }),
});

/**
 * What n8n can make a node or a credential of, as with the class of that name; but the code is opened when one of its
 * functions is called. n8n makes all of them at its start, and looks at nothing but what they hold.
 */
exports.lazily = (name) => {
	const { holds, functions } = shapes[name];
	let opened;
	const called = (path) =>
		function (...given) {
			opened ??= new (require('./code.js')[name])();
			const [holder, last] = endOf(path, opened);
			return holder[last].apply(this, given);
		};
	return function () {
		const thing = copyOf(holds);
		for (const path of functions) {
			const [holder, last] = endOf(path, thing);
			holder[last] = called(path);
		}
		return thing;
	};
};
