import { ERROR_LIST_URL } from '../../nodes/WeComCustomerContact/transport/errors';
import { ERRORS } from '../../nodes/WeComCustomerContact/transport/errorTexts';
import { NOTE, page, table } from './markdown';

const rows = () =>
	Object.entries(ERRORS)
		.map(([code, { message, fix }]) => ({ code: Number(code), message, fix }))
		.sort((a, b) => a.code - b.code)
		.map(({ code, message, fix }) => [`${code}`, message, fix]);

export const errorsPage = (): string =>
	page(
		NOTE,
		'# Errors',
		`What the nodes say when WeCom refuses a call. The code stands at the end of the message, and as \`details.errcode\` of the item that leaves by the error output. The table has the codes that calls of these nodes meet, not all of WeCom's: any other code is shown with WeCom's own words and a link to [WeCom's list](${ERROR_LIST_URL}).`,
		table(['Code', 'What happened', 'What to do'], rows()),
	);
