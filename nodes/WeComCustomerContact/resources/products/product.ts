import type { IDataObject } from 'n8n-workflow';
import type { Call, Field, Given, Operation, Part, Resource } from '../../engine/types';
import { oneOf } from '../shared/choices';
import { asObject } from '../../engine/values';
import { attachmentTexts } from '../shared/attachmentTexts';
import { fromItem } from '../shared/chained';
import { changed, inGroup, optional } from '../shared/fields';
import { description, pictures, price, productNumber } from './productFields';
import { mustBeGiven } from '../shared/present';
import { readable } from '../shared/readable';
import { updates } from '../shared/updates';
import { say } from '../../texts/say';

const productId: Field = oneOf(
	{
		displayName: 'Product',
		name: 'productId',
		description: 'A product of the album (商品图册)',
		search: 'searchProducts',
		example: 'xxxxxxxxxx',
	},
	{ to: 'product_id' },
);

const create: Operation = {
	name: 'Create',
	value: 'create',
	action: 'Create a product',
	description: 'Put a product with its price and pictures into the album (创建商品图册)',
	method: 'POST',
	endpoint: '/cgi-bin/externalcontact/add_product_album',
	doc: 95096,
	access: 'once',
	look: say`Before you run it again, look whether it is there with Product > Get Many`,
	fields: [description, price, pictures, changed(productNumber, { group: 'additionalFields' })],
	did: 'created',
};

/** WeCom's prices are in fen; the yuan stand beside them. */
function simplifyProduct(record: IDataObject, given: Given): IDataObject {
	const { product_id, description: text, price: fen, attachments, ...product } = record;
	return readable(
		{
			product_id,
			product_description: text,
			price: fen,
			price_yuan: typeof fen === 'number' ? fen / 100 : undefined,
			...product,
			attachments: attachmentTexts(attachments),
		},
		given,
	);
}

const get: Operation = {
	name: 'Get',
	value: 'get',
	action: 'Get a product',
	description: 'Retrieve one product of the album (获取商品图册)',
	method: 'POST',
	endpoint: '/cgi-bin/externalcontact/get_product_album',
	doc: 95096,
	access: 'read',
	fields: [fromItem(productId, 'product')],
	records: 'product',
	simplify: simplifyProduct,
};

const getAll: Operation = {
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many products',
	description: 'Retrieve many products of the album (商品图册列表)',
	method: 'POST',
	endpoint: '/cgi-bin/externalcontact/get_product_album_list',
	doc: 95096,
	access: 'read',
	fields: [],
	paging: { records: 'product_list', size: { to: 'limit', max: 100 } },
	simplify: simplifyProduct,
};

/** WeCom's page lists description and price as required, so what does not change is sent as it is. */
const withTheRest = async (call: Call): Promise<Part> => {
	const { product_id, ...changes } = call.request.body;
	const whole = changes.description !== undefined && changes.price !== undefined;
	const present = whole ? {} : await presentProduct(call, product_id);
	return { body: { product_id, ...present, ...changes } };
};

async function presentProduct(call: Call, product_id: unknown): Promise<IDataObject> {
	const answer = await call.invoke(get, { body: { product_id } as IDataObject });
	const { description: text, price: fen } = asObject(answer.product);
	const kept: IDataObject = { description: text, price: fen };
	mustBeGiven(call, kept, Object.keys(kept), say`Give both "Description" and "Price (CNY)"`);
	return kept;
}
const update: Operation = {
	name: 'Update',
	value: 'update',
	action: 'Update a product',
	description: 'Change what you set under Update Fields and nothing else (编辑商品图册)',
	method: 'POST',
	endpoint: '/cgi-bin/externalcontact/update_product_album',
	doc: 95096,
	access: 'idempotent',
	fields: [
		productId,
		...inGroup('updateFields', [
			optional(description, 'Name and features of the product, at most 300 characters'),
			optional(pictures, 'Replaces all pictures: 1 to 9, shown in this order'),
			optional(price, 'In yuan (元), with at most two decimals, at most 50,000'),
			productNumber,
		]),
	],
	prepare: withTheRest,
	...updates('product_id'),
};

const remove: Operation = {
	name: 'Delete',
	value: 'delete',
	action: 'Delete a product',
	description: 'Remove a product from the album for good (删除商品图册)',
	method: 'POST',
	endpoint: '/cgi-bin/externalcontact/delete_product_album',
	doc: 95096,
	access: 'idempotent',
	// No such product.
	doneAlready: [41085],
	fields: [productId],
	did: 'deleted',
	ids: ['product_id'],
};

export const product: Resource = {
	name: 'Product',
	value: 'product',
	description: 'Products that members show to customers (商品图册)',
	operations: [create, remove, get, getAll, update],
};
