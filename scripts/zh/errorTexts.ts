import type { ErrorText } from '../../nodes/WeComCustomerContact/transport/errorTexts';
import type { Translate } from './localise';

export type ErrorTable = Readonly<Record<number, ErrorText>>;

/** The error table in other words. */
export const localiseErrors = (errors: ErrorTable, translate: Translate): ErrorTable =>
	Object.fromEntries(
		Object.entries(errors).map(([code, { message, fix }]) => [
			code,
			{ message: translate(message, `error ${code}`), fix: translate(fix, `error ${code}`) },
		]),
	);
