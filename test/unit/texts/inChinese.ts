/** What is loaded as on a server that speaks Chinese; `test/english.ts` looks at the switch. */
export const inChinese = <T>(load: () => T): T => {
	let loaded: T | undefined;
	Reflect.set(globalThis, 'speaksChinese', true);
	try {
		jest.isolateModules(() => {
			loaded = load();
		});
	} finally {
		Reflect.deleteProperty(globalThis, 'speaksChinese');
	}
	return loaded as T;
};
