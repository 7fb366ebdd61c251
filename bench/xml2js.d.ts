/** What the bench uses of xml2js, which comes with n8n-workflow, without types. */
declare module 'xml2js' {
	export function parseStringPromise(
		xml: string,
		options: { explicitArray: boolean },
	): Promise<unknown>;
}
