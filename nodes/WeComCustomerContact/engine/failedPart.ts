import type { IDataObject } from 'n8n-workflow';
import { explain, plainMessage } from '../transport/errors';
import { asObject } from './values';
import { say } from '../texts/say';

/** Why a part failed. */
interface Why {
	/** For people. */
	reason: string;
	errcode?: unknown;
	errmsg?: unknown;
	/** WeCom may have carried it out all the same. */
	uncertain?: boolean;
}

/**
 * The item of a part that failed among others that did not: an error would hide those. It looks the same whatever
 * the operation: what it is about, that it failed, why, and WeCom's code and words where there are some.
 */
export function failedPart(
	ids: IDataObject,
	{ reason, errcode, errmsg, uncertain = false }: Why,
): IDataObject {
	const words = plainMessage(String(errmsg ?? ''));
	return {
		...ids,
		failed: true,
		reason,
		...(errcode === undefined ? {} : { errcode: Number(errcode) }),
		...(words === '' ? {} : { errmsg: words }),
		...(uncertain ? { uncertain } : {}),
	};
}

/** The same of a part that WeCom refused with a code; without a reason the one that the code stands for. */
export function refusedPart(
	ids: IDataObject,
	{ errcode, errmsg }: IDataObject,
	reason?: string,
): IDataObject {
	const { message, fix } = explain(Number(errcode), String(errmsg ?? ''));
	return failedPart(ids, { reason: reason ?? say`${message}. ${fix}`, errcode, errmsg });
}

/** Why all parts of a call failed, as its error tells. */
export function whyOf(error: unknown): Why {
	const { message, description, context } = error as Error & {
		description?: string | null;
		context?: unknown;
	};
	const { errcode, errmsg, uncertain } = asObject(context);
	const reason = description ? say`${message}. ${description}` : message;
	return { reason, errcode, errmsg, uncertain: uncertain === true };
}

export const isFailedPart = ({ failed }: IDataObject) => failed === true;
