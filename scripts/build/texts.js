/** Those of the texts, and of their branches, whose English is one of the names. */
const ofNames = (texts, names) =>
	Object.fromEntries(
		Object.entries(texts)
			.map(([english, text]) => [
				english,
				typeof text === 'string' ? names.has(english) && text : ofNames(text, names),
			])
			.filter(([, text]) => text && Object.keys(text).length > 0),
	);

/** The texts that code says while it runs, but those of WeCom's errors: messages, and the names in them. */
exports.textsFor = ({ messages, descriptions: { errors: _, ...others } }, names) => ({
	messages,
	descriptions: ofNames(others, names),
});
