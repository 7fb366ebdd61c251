/** Names and figures as a table in Markdown. */
export const tableOf = (rows: Record<string, number>) => [
	'| measured | figure |',
	'|---|---|',
	...Object.entries(rows).map(([name, value]) => `| ${name} | ${value.toLocaleString('en')} |`),
];
