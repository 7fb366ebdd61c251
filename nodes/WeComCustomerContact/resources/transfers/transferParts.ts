import type { IDataObject, NodeApiError } from 'n8n-workflow';
import { chunked } from '../../engine/outputs';
import type { Call, Output } from '../../engine/types';
import { asList, asObject } from '../../engine/values';
import { explain } from '../../transport/errors';
import { say } from '../../texts/say';

/** What became of one id: whether its transfer was started, and if not, why. */
interface Fate extends IDataObject {
	/** null: nobody knows. */
	started: boolean | null;
	errcode?: number;
	reason?: string;
}

/** Reads an id's fate from the answer of the call that it was part of. */
type ReadFate = (answer: IDataObject, id: string) => Fate;

const STARTED: Fate = { started: true, errcode: 0 };

function refused(errcode: number, errmsg = ''): Fate {
	const { message, fix } = explain(errcode, errmsg);
	return { started: false, errcode, reason: say`${message}. ${fix}` };
}

const recordOf = (records: unknown, name: string, id: string): IDataObject | undefined =>
	asList(records)
		.map(asObject)
		.find((record) => record[name] === id);

/** WeCom lists all customers, each with its code. */
export const fateOfCustomer: ReadFate = ({ customer }, id) => {
	const record = recordOf(customer, 'external_userid', id);
	if (!record)
		return { started: null, reason: say`WeCom did not say what became of this customer` };
	const errcode = Number(record.errcode ?? 0);
	return errcode === 0 ? STARTED : refused(errcode);
};

/** WeCom lists those group chats that failed. */
export const fateOfChat: ReadFate = ({ failed_chat_list }, id) => {
	const record = recordOf(failed_chat_list, 'chat_id', id);
	return record ? refused(Number(record.errcode), String(record.errmsg ?? '')) : STARTED;
};

const NOT_SENT: Fate = { started: false, reason: say`Not sent, because the call before it failed` };

/** Unless WeCom certainly refused, it may have started the transfers or not. */
function fateOfFailedCall(error: unknown): Fate {
	const { message, description, context } = error as NodeApiError;
	const { errcode, uncertain } = asObject(context);
	const reason = [message, description].filter(Boolean).join(say`. `);
	return {
		started: uncertain === true ? null : false,
		...(errcode === undefined ? {} : { errcode: Number(errcode) }),
		reason,
	};
}

/**
 * Sends a long list in parts and gives each id its item. When the first part fails, nothing was started, which is an
 * error. When a later one fails, its ids and those not sent yet become items: an error would hide what was started.
 */
export const inParts = (fateOf: ReadFate) =>
	async function* transferInParts(call: Call): AsyncGenerator<Output[]> {
		const { list, max, as } = call.operation.chunks!;
		const { body } = call.request;
		const [first = [], ...others] = chunked(asList(body[list]).map(String), max);
		const items = (ids: string[], fate: (id: string) => Fate): Output[] =>
			ids.map((id) => ({ json: { [as]: id, ...fate(id) } }));
		const send = async (ids: string[]): Promise<Output[]> => {
			const answer = await call.send({ body: { ...body, [list]: ids } });
			return items(ids, (id) => fateOf(answer, id));
		};
		yield await send(first);
		for (const [index, ids] of others.entries()) {
			try {
				yield await send(ids);
			} catch (error) {
				const failed = fateOfFailedCall(error);
				yield items(ids, () => failed);
				yield items(others.slice(index + 1).flat(), () => NOT_SENT);
				return;
			}
		}
	};
