import type { IDataObject } from 'n8n-workflow';
import { untilFailure } from '../../engine/sideBySide';
import { simplified } from '../../engine/simplify';
import type { Call, Output, Tabular } from '../../engine/types';
import { asList, asObject } from '../../engine/values';
import { departmentIdList } from './department';
import { UNLISTED } from './unlisted';

// https://developer.work.weixin.qq.com/document/path/90201, 90200: a list has the direct members of one department.

/** WeCom gives third-party apps only IDs. */
const DETAILS_REFUSED = 48002;

/** The direct members of a department, with their names and no more; for all kinds of apps. */
export const briefly: Tabular = {
	...UNLISTED,
	method: 'GET',
	endpoint: '/cgi-bin/user/simplelist',
	doc: 90200,
	access: 'read',
	fields: [],
};

/**
 * The members of a department and of all below it, or of all that the app may see; who is in several departments comes
 * once. Departments are read several at a time and come out in WeCom's order.
 */
export async function* departmentMembers(call: Call): AsyncGenerator<Output[]> {
	const { department_id: id } = call.request.query;
	const part = id === undefined ? {} : { query: { id } };
	const { department_id: listed } = await call.invoke(departmentIdList, part);
	const ids = asList(listed).map((department) => Number(asObject(department).id));
	const seen = new Set<unknown>();
	for (let at = 0; at < ids.length && seen.size < call.limit; at += call.width) {
		const some = ids.slice(at, at + call.width);
		for await (const lists of untilFailure(
			some,
			call.width,
			async (id) => await membersOf(call, id),
		)) {
			const fresh = lists.flat().filter(({ userid }) => !seen.has(userid) && seen.add(userid));
			const left = call.limit - (seen.size - fresh.length);
			yield await simplified(call, call.operation, fresh.slice(0, left));
		}
	}
}

async function membersOf(call: Call, department_id: number): Promise<IDataObject[]> {
	const part = { query: { department_id } };
	const answer = await call.send({ ...part, tolerates: [DETAILS_REFUSED] });
	const { userlist } = answer.errcode === undefined ? answer : await call.invoke(briefly, part);
	return asList(userlist).map(asObject);
}
