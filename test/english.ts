// Tests read English texts, whatever language this machine speaks, but for those that ask for Chinese.
jest.mock('../nodes/WeComCustomerContact/texts/language', () => ({
	get isChinese() {
		return Reflect.get(globalThis, 'speaksChinese') === true;
	},
}));
