import { fail, ok } from '../errors';
import { array, string } from '../schema';
import { endpoint } from './endpoint';

const mobile = /^\+?\d{5,20}$/;

export const parentEndpoints = [
	endpoint({
		method: 'POST',
		path: 'externalcontact/batch_to_external_userid',
		body: { mobiles: array(string({ required: true }), { required: true, max: 100 }) },
		handle: ({ world: { state }, body: { mobiles } }) =>
			ok({
				success_list: mobiles
					.filter((number) => state.parents.has(number))
					.map((number) => ({ mobile: number, external_userid: state.parents.get(number) })),
				fail_list: mobiles
					.filter((number) => !state.parents.has(number))
					.map((number) => ({ mobile: number, ...fail(mobile.test(number) ? 60136 : 84070) })),
			}),
	}),
];
