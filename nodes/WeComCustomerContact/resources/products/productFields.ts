import type { IDataObject } from 'n8n-workflow';
import { maxCharacters, maxItems } from '../../engine/checks';
import { shown, toText } from '../../engine/convert';
import { InputProblem } from '../../engine/problems';
import type { Check, Field } from '../../engine/types';
import { asList, asObject, isBlank } from '../../engine/values';
import { fileOf, fileSource, inputField, mediaId, webField } from '../shared/fileFields';
import { say } from '../../texts/say';

// What a product is made of: https://developer.work.weixin.qq.com/document/path/95096

const HIGHEST_PRICE = 50_000;

/** What is left of a price in fen after floating-point arithmetic. */
const ROUNDING = 1e-6;

/** Fen, which WeCom counts in, from yuan. */
export function toFen(value: unknown, label: string): number {
	const yuan = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	if (typeof yuan !== 'number' || !Number.isFinite(yuan) || yuan < 0) {
		throw new InputProblem(
			say`${label} must be an amount in yuan such as 199.90, but is ${shown(value)}`,
		);
	}
	if (yuan > HIGHEST_PRICE) {
		throw new InputProblem(say`${label} is ${yuan} yuan, but WeCom allows 50,000`);
	}
	const fen = Math.round(yuan * 100);
	if (Math.abs(yuan * 100 - fen) > ROUNDING) {
		throw new InputProblem(
			say`${label} is ${yuan} yuan, but WeCom takes two decimals at most. Round it`,
		);
	}
	return fen;
}

const lettersAndDigits: Check = (value) =>
	/^[A-Za-z0-9]+$/.test(String(value))
		? undefined
		: say`may only have letters from A to Z and digits, no spaces or other signs`;

/** WeCom's attachments from the editor's pictures; files are uploaded for the album. */
export function toPictures(value: unknown, label: string): IDataObject[] {
	return asList(asObject(value).picture).map((given, index) => {
		const entry = asObject(given);
		const media_id = mediaOf(entry, say`${label} ${index + 1}`);
		return { type: 'image', image: { media_id } };
	});
}

function mediaOf(entry: IDataObject, label: string): string | IDataObject {
	const file = fileOf({ source: 'binary', ...entry }, label, 'image', 'product');
	if (file) return file;
	const id = isBlank(entry.mediaId) ? '' : toText(entry.mediaId, label);
	if (id === '') throw new InputProblem(say`${label}: "Media ID" is empty. Fill it in`);
	return id;
}

export const description: Field = {
	property: {
		displayName: 'Description',
		name: 'productDescription',
		type: 'string',
		typeOptions: { rows: 3 },
		required: true,
		default: '',
		placeholder: 'e.g. 春茶礼盒，250 克',
		description: 'Name and features of the product, at most 300 characters',
	},
	to: 'description',
	as: toText,
	checks: [maxCharacters(300)],
};

export const price: Field = {
	property: {
		displayName: 'Price (CNY)',
		name: 'price',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 199.90',
		description: 'In yuan (元), with at most two decimals, at most 50,000',
	},
	to: 'price',
	as: toFen,
};

export const productNumber: Field = {
	property: {
		displayName: 'Product Number',
		name: 'productSn',
		type: 'string',
		default: '',
		placeholder: 'e.g. TEA250',
		description: 'Your own number of the product: letters and digits, at most 128',
	},
	to: 'product_sn',
	as: toText,
	checks: [maxCharacters(128), lettersAndDigits],
};

export const pictures: Field = {
	property: {
		displayName: 'Pictures',
		name: 'pictures',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, sortable: true },
		required: true,
		placeholder: 'Add Picture',
		default: {},
		description: '1 to 9 pictures, shown in this order',
		options: [
			{
				displayName: 'Picture',
				name: 'picture',
				values: [
					fileSource({
						mediaIds: 'A picture that was uploaded for the product album less than 3 days ago',
					}),
					webField(),
					inputField(
						undefined,
						'The name of the input field containing the picture, a JPG or PNG of at most 10 MB',
					),
					mediaId(
						'ID of a picture that was uploaded for the product album (media/upload_attachment); others are refused',
					),
				],
			},
		],
	},
	to: 'attachments',
	as: toPictures,
	checks: [maxItems(9)],
};
