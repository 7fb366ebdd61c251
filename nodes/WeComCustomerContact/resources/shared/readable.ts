import type { IDataObject } from 'n8n-workflow';
import { toIsoTime } from '../../engine/dates';
import type { Given } from '../../engine/types';
import { ADD_WAY, CHANNELS_SOURCE, CUSTOMER_TYPE, GENDER, type Labels } from './labels';

/** Codes whose field has one meaning wherever it stands. A `status` means another thing in each record. */
const LABELS: Readonly<Record<string, Labels>> = {
	add_way: ADD_WAY,
	gender: GENDER,
	customer_type: CUSTOMER_TYPE,
	wechat_channels_source: CHANNELS_SOURCE,
};

/** Fields of Unix seconds, and what the same time is called in ISO form. */
const TIMES: Readonly<Record<string, string>> = {
	create_time: 'created_at',
	join_time: 'joined_at',
};

type How = Pick<Given, 'values' | 'timeZone'>;

/**
 * A flat record with what people need beside codes and seconds: `add_way` 16 and `add_way_label` "acquisition link",
 * `create_time` and `created_at` in the workflow's zone. Labels are Chinese if the node says so, whatever the server's
 * language, so that an IF is true on every server.
 *
 * @param labels of codes that only this record has
 */
export function readable(
	record: IDataObject,
	{ values, timeZone }: How,
	labels: Readonly<Record<string, Labels>> = {},
): IDataObject {
	const result: IDataObject = {};
	for (const [name, value] of Object.entries(record)) {
		result[name] = value;
		const time = TIMES[name];
		if (time !== undefined && Number(value) > 0) result[time] = toIsoTime(Number(value), timeZone);
		const label = (labels[name] ?? LABELS[name])?.[Number(value)];
		if (label) result[`${name}_label`] = label[values.chineseLabels === true ? 1 : 0];
	}
	return result;
}
