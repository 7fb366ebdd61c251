import type { IDataObject } from 'n8n-workflow';
import { failedPart } from '../../engine/failedPart';
import type { Output } from '../../engine/types';
import { asList, asObject } from '../../engine/values';

/** Each number that WeCom could not resolve comes with a code of its own. */
export const mobilesToCustomers = ({ success_list, fail_list }: IDataObject): Output[] => [
	...asList(success_list).map((record) => ({ json: asObject(record) })),
	...asList(fail_list).map((record) => {
		const { mobile, errcode, errmsg } = asObject(record);
		return { json: failedPart({ mobile }, String(errmsg), Number(errcode)) };
	}),
];
