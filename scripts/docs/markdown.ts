import { documentUrl } from '../../nodes/WeComCustomerContact/transport/errors';

export const NOTE = '<!-- Written by `npm run docs`: edit the code, not this page. -->';

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

export const table = (head: string[], rows: string[][]) =>
	[head, head.map(() => '---'), ...rows]
		.map((row) => `| ${row.map(cell).join(' | ')} |`)
		.join('\n');

export const page = (...blocks: string[]) => `${blocks.join('\n\n')}\n`;

export const officialPage = (doc: number) => `[${doc}](${documentUrl(doc)})`;

/** The address of a heading, as GitHub makes it. */
export const anchor = (heading: string) =>
	heading
		.toLowerCase()
		.replace(/[^\p{L}\p{N} -]/gu, '')
		.replaceAll(' ', '-');
