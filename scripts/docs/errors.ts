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
		`What the nodes say when WeCom refuses a call. The code stands at the end of the message, and as \`errcode\` on the item that leaves by the error output. Codes that are not here are shown with WeCom's own words; [WeCom's list](${ERROR_LIST_URL}) has them all.`,
		table(['Code', 'What happened', 'What to do'], rows()),
	);
