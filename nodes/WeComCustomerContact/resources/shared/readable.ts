import type { IDataObject } from 'n8n-workflow';
import { toIsoTime } from '../../engine/dates';
import type { Given } from '../../engine/types';
import * as codes from './labels';
import { rowOf } from './row';
import type { Labels } from './labels';

/** What each code means. A code's field has one meaning wherever it stands, so `status` and the like have names of their own. */
const LABELS: Readonly<Record<string, Labels>> = {
	add_way: codes.ADD_WAY,
	gender: codes.GENDER,
	customer_type: codes.CUSTOMER_TYPE,
	wechat_channels_source: codes.CHANNELS_SOURCE,
	scene: codes.SCENE,
	contact_way_type: codes.CONTACT_WAY_TYPE,
	group_chat_status: codes.GROUP_CHAT_STATUS,
	member_type: codes.MEMBER_TYPE,
	join_scene: codes.JOIN_SCENE,
	transfer_status: codes.TRANSFER_STATUS,
	task_status: codes.TASK_STATUS,
	send_status: codes.SEND_STATUS,
	create_type: codes.CREATE_TYPE,
	visible_type: codes.VISIBLE_TYPE,
	publish_status: codes.PUBLISH_STATUS,
	moment_job_status: codes.MOMENT_JOB_STATUS,
	upload_job_status: codes.UPLOAD_JOB_STATUS,
	chat_status: codes.CHAT_STATUS,
	priority_type: codes.PRIORITY_TYPE,
	intercept_type: codes.INTERCEPT_TYPE,
	semantics_list: codes.SEMANTICS,
	range_type: codes.RANGE_TYPE,
};

/** Fields of Unix seconds, and what the same time is called in ISO form. */
const TIMES: Readonly<Record<string, string>> = {
	create_time: 'created_at',
	add_time: 'added_at',
	join_time: 'joined_at',
	send_time: 'sent_at',
	takeover_time: 'takeover_at',
	dimission_time: 'dimission_at',
};

/** What the user chose of it. */
export type How = Pick<Given, 'values' | 'timeZone'>;

/**
 * A flat record with what people need beside codes and seconds: `add_way` 16 and `add_way_label` "acquisition link",
 * `create_time` and `created_at` in the workflow's zone; a list of codes has a list of labels. Seconds are numbers, though
 * WeCom sends some as text; what is undefined is left out. Labels are Chinese if the node says so, whatever the server's
 * language, so that an IF is true on every server.
 *
 * @param labels of codes that only this record has
 */
export function readable(
	record: IDataObject,
	{ values, timeZone }: How,
	labels: Readonly<Record<string, Labels>> = {},
): IDataObject {
	const language = values.chineseLabels === true ? 1 : 0;
	const names: string[] = [];
	const cells: unknown[] = [];
	const put = (name: string, cell: unknown) => {
		names.push(name);
		cells.push(cell);
	};
	for (const name in record) {
		const value = record[name];
		if (value === undefined) continue;
		const time = TIMES[name];
		const seconds = time === undefined ? NaN : Number(value);
		put(name, seconds > 0 ? seconds : value);
		if (time !== undefined && seconds > 0) put(time, toIsoTime(seconds, timeZone));
		const meanings = labels[name] ?? LABELS[name];
		if (!meanings) continue;
		const found = [value].flat().flatMap((code) => meanings[Number(code)]?.[language] ?? []);
		if (found.length > 0) put(`${name}_label`, Array.isArray(value) ? found : found[0]);
	}
	return rowOf(names, cells);
}
