import { ok } from '../errors';
import { string } from '../schema';
import { exchangeSecret } from '../tokens';
import { endpoint } from './endpoint';

export const tokenEndpoints = [
	endpoint({
		method: 'GET',
		path: 'gettoken',
		token: 'none',
		query: {
			corpid: string({ required: true, missing: 41002 }),
			corpsecret: string({ required: true, missing: 41004 }),
		},
		handle: ({ world, query }) => exchangeSecret(world, query.corpid, query.corpsecret),
	}),
	endpoint({
		method: 'GET',
		path: 'getcallbackip',
		handle: () => ok({ ip_list: ['127.0.0.1', '203.0.113.0/24'] }),
	}),
];
