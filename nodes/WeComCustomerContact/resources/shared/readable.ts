import type { IDataObject } from 'n8n-workflow';
import { toIsoTime } from '../../engine/dates';
import type { Given, Simplify } from '../../engine/types';
import * as meanings from './labels';
import { rowOf } from './row';
import type { Labels } from './labels';

/** What each code means. A code's field has one meaning wherever it stands, so `status` and the like have names of their own. */
const LABELS = {
	add_way: meanings.ADD_WAY,
	gender: meanings.GENDER,
	customer_type: meanings.CUSTOMER_TYPE,
	wechat_channels_source: meanings.CHANNELS_SOURCE,
	scene: meanings.SCENE,
	contact_way_type: meanings.CONTACT_WAY_TYPE,
	group_chat_status: meanings.GROUP_CHAT_STATUS,
	member_type: meanings.MEMBER_TYPE,
	join_scene: meanings.JOIN_SCENE,
	transfer_status: meanings.TRANSFER_STATUS,
	task_status: meanings.TASK_STATUS,
	send_status: meanings.SEND_STATUS,
	create_type: meanings.CREATE_TYPE,
	visible_type: meanings.VISIBLE_TYPE,
	publish_status: meanings.PUBLISH_STATUS,
	moment_job_status: meanings.MOMENT_JOB_STATUS,
	upload_job_status: meanings.UPLOAD_JOB_STATUS,
	chat_status: meanings.CHAT_STATUS,
	priority_type: meanings.PRIORITY_TYPE,
	intercept_type: meanings.INTERCEPT_TYPE,
	semantics_list: meanings.SEMANTICS,
	range_type: meanings.RANGE_TYPE,
	status: meanings.MEMBER_STATUS,
	pay_mode: meanings.PAY_MODE,
	link_auth_mode: meanings.LINK_AUTH_MODE,
} satisfies Record<string, Labels>;

/** The codes of a record, with what they mean. */
export type Codes = Readonly<Record<string, Labels>>;

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
 * @param codes those of the record that get labels; see `labeled`
 */
export function readable(
	record: IDataObject,
	{ values, timeZone }: How,
	codes: Codes = {},
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
		const words = codes[name];
		if (!words) continue;
		const found = [value].flat().flatMap((code) => words[Number(code)]?.[language] ?? []);
		if (found.length > 0) put(`${name}_label`, Array.isArray(value) ? found : found[0]);
	}
	return rowOf(names, cells);
}

/** Writes a record's labels, too: what else does it is told nothing of codes. So a form offers their language where there are some. */
export function labeled<G extends How = Given>(
	names: ReadonlyArray<keyof typeof LABELS>,
	simplify: (record: IDataObject, given: G, codes: Codes) => IDataObject,
): Simplify<G> {
	const own: Codes = Object.fromEntries(names.map((name) => [name, LABELS[name]]));
	return Object.assign((record: IDataObject, given: G) => simplify(record, given, own), {
		codes: own,
	});
}
