import type { IDataObject } from 'n8n-workflow';
import { maxCharacters } from '../../engine/checks';
import { toText } from '../../engine/convert';
import type { Field, Given } from '../../engine/types';
import { say } from '../../texts/say';

// Texts of a remark and how long WeCom lets them be: https://developer.work.weixin.qq.com/document/path/92115

interface RemarkText {
	field: Field & { to: string };
	/** In characters, of which a Chinese one and an emoji are one each. */
	longest: number;
}

const text = (
	longest: number,
	displayName: string,
	name: string,
	to: string,
	description: string,
): RemarkText => ({
	field: {
		property: { displayName, name, type: 'string', default: '', description },
		to,
		as: toText,
	},
	longest,
});

const NAME = text(
	20,
	'Remark Name',
	'remark',
	'remark',
	'Name the member sees for the customer (备注名), at most 20 characters. Empty leaves it as it is.',
);
const COMPANY = text(
	20,
	'Company',
	'remarkCompany',
	'remark_company',
	'Company of the customer, at most 20 characters; only for WeChat customers',
);
const DESCRIPTION = text(
	150,
	'Description',
	'description',
	'description',
	'At most 150 characters',
);

const TEXTS = [NAME, COMPANY, DESCRIPTION];

export const remarkName: Field = NAME.field;

export const otherTexts: Field[] = [COMPANY, DESCRIPTION].map(({ field }) => ({
	...field,
	group: 'updateFields',
}));

export const cutToLength: Field = {
	property: {
		displayName: 'Cut to Length',
		name: 'cutToLength',
		type: 'boolean',
		default: false,
		description:
			'Whether to cut what is too long: Remark Name and Company to 20 characters, Description to 150. Every character counts as one, a Chinese one too. Without it, a text that is too long is an error.',
	},
	group: 'options',
};

const isCut = ({ values }: Pick<Given, 'values'>) => values.cutToLength === true;

/** What is too long, unless it is to be cut. */
export function tooLong(given: Given): string | undefined {
	if (isCut(given)) return undefined;
	for (const { field, longest } of TEXTS) {
		const problem = maxCharacters(longest)(given.request.body[field.to] ?? '');
		if (problem !== undefined) return say`${say`"${field.property.displayName}"`} ${problem}`;
	}
	return undefined;
}

/** The texts of a request, cut if the user wants it. */
export function cutTexts({ request: { body }, values }: Given): IDataObject {
	if (!isCut({ values })) return body;
	const cut = TEXTS.filter(({ field }) => body[field.to] !== undefined).map(
		({ field: { to }, longest }) =>
			[to, [...String(body[to])].slice(0, longest).join('').trimEnd()] as const,
	);
	return { ...body, ...Object.fromEntries(cut) };
}
