import { chunked } from '../../engine/outputs';
import type { Call, Output } from '../../engine/types';
import { asList, asObject } from '../../engine/values';

const MOBILES_PER_CALL = 100;

/** Each number that WeCom could not resolve comes with a code of its own. */
export async function* mobilesToCustomers(call: Call): AsyncGenerator<Output[]> {
	for (const mobiles of chunked(asList(call.request.body.mobiles).map(String), MOBILES_PER_CALL)) {
		const answer = await call.send({ body: { mobiles } });
		yield asList(answer.success_list).map((record) => ({ json: asObject(record) }));
		yield asList(answer.fail_list).map((record) => {
			const { mobile, errcode, errmsg } = asObject(record);
			return { json: { mobile, invalid: true, errcode, reason: errmsg } };
		});
	}
}
