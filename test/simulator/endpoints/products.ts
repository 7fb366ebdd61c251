import { fail, ok, type Reply } from '../errors';
import { newId } from '../ids';
import { page, unsorted } from '../paging';
import { pictureUrl } from '../pictures';
import { array, int, string, variant, type Values } from '../schema';
import { slice } from '../slice';
import { seconds, type World } from '../world';
import { refuseMedia } from './attachments';
import { endpoint } from './endpoint';

/** A product of the album (商品图册). */
interface Product {
	productId: string;
	createTime: number;
	given: Values<typeof fields>;
}

const fields = {
	description: string({ required: true, maxChars: 300 }),
	price: int({ required: true, min: 0, max: 5_000_000 }),
	product_sn: string({ maxChars: 128, pattern: /^[A-Za-z0-9]+$/ }),
	attachments: array(variant('type', { image: { media_id: string({ required: true }) } }), {
		required: true,
		max: 9,
		tooMany: 41064,
	}),
} as const;

const { attachments: _required, ...others } = fields;
const changeable = {
	...others,
	attachments: array(fields.attachments.of, { max: 9, tooMany: 41064 }),
} as const;

const product_id = string({ required: true });

const products = slice(() => new Map<string, Product>());

type Pictures = Product['given']['attachments'];

const refusePictures = (world: World, pictures: Pictures = []): Reply | undefined =>
	pictures.map(({ image }) => refuseMedia(world, 'image', image.media_id, 'product')).find(Boolean);

const notFound = (id: string) => fail(41085, `there is no product ${id}`);

const show = (world: World, { productId, given }: Product) => ({
	product_id: productId,
	description: given.description,
	price: given.price,
	...(given.product_sn ? { product_sn: given.product_sn } : {}),
	attachments: given.attachments.map(({ image }) => ({
		type: 'image',
		image: { pic_url: pictureUrl(world, 'media', image.media_id) },
	})),
});

export const productEndpoints = [
	endpoint({
		method: 'POST',
		path: 'externalcontact/add_product_album',
		body: fields,
		handle: ({ world, body: given }) => {
			const refusal = refusePictures(world, given.attachments);
			if (refusal) return refusal;
			const product = { productId: newId('', 24), createTime: seconds(world), given };
			products(world).set(product.productId, product);
			return ok({ product_id: product.productId });
		},
	}),
	endpoint({
		method: 'POST',
		path: 'externalcontact/get_product_album',
		body: { product_id },
		handle: ({ world, body }) => {
			const product = products(world).get(body.product_id);
			if (!product) return notFound(body.product_id);
			return ok({ product: { ...show(world, product), create_time: product.createTime } });
		},
	}),
	endpoint({
		method: 'POST',
		path: 'externalcontact/get_product_album_list',
		body: { limit: int({ min: 1, max: 100, fallback: 50, over: 'fallback' }), cursor: string() },
		handle: ({ world, body: { limit: size, cursor } }) => {
			const items = unsorted(products(world).values());
			const result = page(world, { listing: 'get_product_album_list', items, size, cursor });
			if (!result) return fail(50100);
			return ok({
				product_list: result.items.map((product) => show(world, product)),
				next_cursor: result.nextCursor,
			});
		},
	}),
	endpoint({
		method: 'POST',
		path: 'externalcontact/update_product_album',
		body: { product_id, ...changeable },
		handle: ({ world, body: { product_id: id, ...changes } }) => {
			const product = products(world).get(id);
			if (!product) return notFound(id);
			const refusal = refusePictures(world, changes.attachments);
			if (refusal) return refusal;
			product.given = { ...product.given, ...changes };
			return ok();
		},
	}),
	endpoint({
		method: 'POST',
		path: 'externalcontact/delete_product_album',
		body: { product_id },
		handle: ({ world, body }) =>
			products(world).delete(body.product_id) ? ok() : notFound(body.product_id),
	}),
];
