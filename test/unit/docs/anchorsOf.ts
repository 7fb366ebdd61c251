/** The headings of a document, as GitHub names them in addresses. */
export const anchorsOf = (markdown: string) =>
	[...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
		heading!
			.toLowerCase()
			.replace(/[^\p{L}\p{N} -]/gu, '')
			.replaceAll(' ', '-'),
	);
