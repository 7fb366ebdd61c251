import type { IDataObject } from 'n8n-workflow';
import { refusedPart } from '../../engine/failedPart';
import { untilFailure } from '../../engine/sideBySide';
import { asWanted } from '../../engine/simplify';
import type { Call, Given, Operation, Output } from '../../engine/types';
import { asList, asObject } from '../../engine/values';
import { dateOf, dayFields, dayPieces, dayRange } from '../shared/days';
import { changed, departmentIds, userIds } from '../shared/fields';
import { readable } from '../shared/readable';
import { say } from '../../texts/say';

/** Most days, and most members or departments, of one report: https://developer.work.weixin.qq.com/document/path/92132 */
const MOST_DAYS = 30;
const MOST_TOGETHER = 100;

/** Codes that are about one member or department: the others are read all the same. */
const REFUSED = [40003, 40031, 60003, 60011, 60021, 60111, 60123, 84074, 701008];

/** Whom rows are about: what WeCom is asked for, and what tells the rows from others. */
interface Subject {
	asked: IDataObject;
	label: IDataObject;
	tolerates: number[];
}

/** WeCom adds up whoever is in one request, so each has a request of their own. */
function subjectsOf(call: Call): Subject[] {
	const { userid, partyid } = call.request.body;
	if (call.values.combine === true) {
		const asked = { ...(userid ? { userid } : {}), ...(partyid ? { partyid } : {}) };
		return [{ asked, label: {}, tolerates: [] }];
	}
	const each = (list: 'userid' | 'partyid', ids: unknown, name: string) =>
		asList(ids).map((id) => ({
			asked: { [list]: [id] } as IDataObject,
			label: { [name]: id } as IDataObject,
			tolerates: REFUSED,
		}));
	return [...each('userid', userid, 'userid'), ...each('partyid', partyid, 'department_id')];
}

async function* perSubject(call: Call): AsyncGenerator<Output[]> {
	const { start_time, end_time } = call.request.body;
	const pieces = dayPieces(dayRange(start_time, end_time, call.timeZone), MOST_DAYS);
	const subjects = subjectsOf(call);
	const rows = untilFailure(subjects, call.width, async ({ asked, label, tolerates }) => {
		const own: Output[] = [];
		for (const { start, end } of pieces) {
			const body = { ...asked, start_time: start, end_time: end };
			const answer = await call.send({ body, tolerates });
			if (answer.errcode !== undefined) return [{ json: refusedPart(label, answer) }];
			for (const record of asList(answer.behavior_data)) {
				const json = { ...label, ...asObject(record) };
				own.push({ json: asWanted(json, call, call.operation.simplify) });
			}
		}
		return own;
	});
	for await (const done of rows) yield done.flat();
}

const perDay = (
	{ userid, department_id, stat_time, ...numbers }: IDataObject,
	given: Given,
): IDataObject =>
	readable(
		{ userid, department_id, date: dateOf(Number(stat_time)), stat_time, ...numbers },
		given,
	);

export const memberStatistics: Operation = {
	name: 'Get Member Statistics',
	value: 'getMembers',
	action: 'Get statistics of members or departments by day',
	description:
		'Count chats, messages and new customers of members or departments, day by day (联系客户统计)',
	method: 'POST',
	endpoint: '/cgi-bin/externalcontact/get_user_behavior_data',
	doc: 92132,
	access: 'read',
	several: true,
	fields: [
		...dayFields({ start: 'start_time', end: 'end_time', newest: 0 }),
		changed(userIds, { to: 'userid' }),
		changed(departmentIds, { to: 'partyid' }),
		{
			property: {
				displayName: 'Combine',
				name: 'combine',
				type: 'boolean',
				default: false,
				description:
					'Whether to add up all members and departments, at most 100 of each, rather than to give each of them rows of their own',
			},
		},
	],
	check: ({ request: { body }, values }) => {
		const [members, departments] = [asList(body.userid).length, asList(body.partyid).length];
		if (members + departments === 0) {
			return say`There is nobody to count for. Choose members or departments`;
		}
		if (values.combine === true && Math.max(members, departments) > MOST_TOGETHER) {
			return say`WeCom adds up at most ${MOST_TOGETHER} members and ${MOST_TOGETHER} departments, but there are ${members} and ${departments}. Choose fewer, or turn off "Combine"`;
		}
		return undefined;
	},
	simplify: perDay,
	run: perSubject,
};
