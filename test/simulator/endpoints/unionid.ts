import { findByUnionid, isCustomer } from '../customers';
import { fail, ok, type Reply } from '../errors';
import { mappedIds } from '../mappedIds';
import { massCallTicketIsGood } from '../massCallTicket';
import { int, string } from '../schema';
import type { World } from '../world';
import { endpoint } from './endpoint';

const person = { unionid: string({ required: true }), openid: string({ required: true }) };
const corpid = string();
const mass_call_ticket = string();

interface Given {
	unionid: string;
	openid: string;
	subject_type?: number;
	corpid?: string;
	mass_call_ticket?: string;
}

/** Checks that the two ids belong together and to the right subject, the corp, and the ticket. */
const refusePerson = (world: World, given: Given): Reply | undefined => {
	const { unionid, openid, subject_type: subject, corpid: corp, mass_call_ticket: ticket } = given;
	const subjects = ([0, 1] as const).filter((type) => openid === mappedIds.openId(unionid, type));
	if (subjects.length === 0) return fail(610018);
	if (subject !== undefined && !subjects.some((type) => type === subject)) return fail(845001);
	if (corp && corp !== world.corp.corpId) return fail(40013);
	return ticket && !massCallTicketIsGood(world, ticket)
		? fail(40058, 'mass_call_ticket is not valid')
		: undefined;
};

/** The external_userid of somebody whom the application sees as a customer. */
const readCustomer = ({ state }: World, { unionid }: Given) => {
	const id = findByUnionid(state, unionid)?.external_userid;
	return id !== undefined && isCustomer(state, id) ? id : undefined;
};

/** All corps in which the person is a customer: here there is one corp. */
const listCorps = (world: World, given: Given): Reply => {
	const id = readCustomer(world, given);
	const { corpId } = world.corp;
	return (
		refusePerson(world, given) ??
		ok({ external_userid_info: id ? [{ corpid: corpId, external_userid: id }] : [] })
	);
};

export const unionidEndpoints = [
	endpoint({
		method: 'POST',
		path: 'idconvert/unionid_to_external_userid',
		callers: ['delegated', 'thirdParty'],
		body: { ...person, subject_type: int({ min: 0, max: 1, fallback: 0 }), mass_call_ticket },
		handle: ({ world, body }) => {
			const id = readCustomer(world, body);
			const pending_id = mappedIds.pendingId(body.unionid);
			return refusePerson(world, body) ?? ok(id ? { external_userid: id } : { pending_id });
		},
	}),
	endpoint({
		method: 'POST',
		path: 'externalcontact/unionid_to_external_userid',
		callers: ['delegated', 'thirdParty'],
		body: person,
		handle: ({ world, body }) => {
			const id = readCustomer(world, body);
			return refusePerson(world, body) ?? (id ? ok({ external_userid: id }) : fail(610004));
		},
	}),
	endpoint({
		method: 'POST',
		path: 'service/externalcontact/unionid_to_external_userid_3rd',
		token: 'suite',
		callers: ['thirdParty'],
		body: { ...person, corpid },
		handle: ({ world, body }) => listCorps(world, body),
	}),
	endpoint({
		method: 'POST',
		path: 'corpgroup/unionid_to_external_userid',
		callers: ['selfBuilt', 'delegated'],
		body: { ...person, corpid, mass_call_ticket },
		handle: ({ world, body }) => listCorps(world, body),
	}),
	endpoint({
		method: 'POST',
		path: 'corpgroup/unionid_to_pending_id',
		callers: ['selfBuilt', 'delegated'],
		body: person,
		handle: ({ world, body }) =>
			refusePerson(world, body) ?? ok({ pending_id: mappedIds.pendingId(body.unionid) }),
	}),
];
