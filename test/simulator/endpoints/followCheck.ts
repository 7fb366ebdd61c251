import { membersOfDepartment } from '../departments';
import { fail, ok } from '../errors';
import { array, int, string } from '../schema';
import type { Member, State } from '../types';
import { endpoint } from './endpoint';

const mayFollow = (member: Member | undefined) =>
	member !== undefined && member.externalContact && member.inScope;

const wholeDepartmentMayFollow = (state: State, id: number) => {
	const members = membersOfDepartment(state, id);
	return members.length > 0 && members.every(mayFollow);
};

export const followCheckEndpoints = [
	endpoint({
		method: 'POST',
		path: 'externalcontact/check_follow_user',
		body: { userid: array(string()), partyid: array(int()) },
		handle: ({ world: { state }, body: { userid = [], partyid = [] } }) => {
			if (userid.length + partyid.length === 0) return fail(40058, 'nobody to check');
			const good = {
				userid: userid.filter((id) => mayFollow(state.members.get(id))),
				partyid: partyid.filter((id) => wholeDepartmentMayFollow(state, id)),
			};
			return ok({
				authorized: good,
				unauthorized: {
					userid: userid.filter((id) => !good.userid.includes(id)),
					partyid: partyid.filter((id) => !good.partyid.includes(id)),
				},
			});
		},
	}),
];
