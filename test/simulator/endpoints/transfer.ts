import { fail, ok, type Reply } from '../errors';
import { page, unsorted } from '../paging';
import { findRelation, isVisible, relationsOfMember } from '../relations';
import { array, int, string } from '../schema';
import {
	customerIsWornOut,
	resignedAt,
	resignedMembers,
	startTransfer,
	transfers,
	type Transfer,
} from '../transfers';
import type { World } from '../world';
import { endpoint } from './endpoint';
import { refuseMember, userid } from './people';

const resultsPerPage = 1000;
const yearMs = 365 * 24 * 3600 * 1000;

const members = { handover_userid: userid, takeover_userid: userid };
const external_userid = array(string({ required: true }), {
	required: true,
	missing: 41035,
	max: 100,
});

/** Refuses who can not take over customers or group chats. */
export const refuseTakeover = (world: World, id: string): Reply | undefined => {
	if (resignedAt(world, id) !== undefined) return fail(40003, `${id} has left`);
	const refusal = refuseMember(world, id);
	if (refusal) return refusal;
	const member = world.state.members.get(id);
	if (!member?.activated) return fail(41054, id);
	return member.verified ? undefined : fail(40098, id);
};

const refuseSame = (from: string, to: string) => (from === to ? fail(40130) : undefined);

const refuseInService = (world: World, id: string) =>
	resignedAt(world, id) === undefined ? refuseMember(world, id) : fail(40003, `${id} has left`);

const refuseResigned = (world: World, id: string) => {
	const left = resignedAt(world, id);
	if (left !== undefined)
		return left < world.now() - yearMs ? fail(40058, `${id} left over a year ago`) : undefined;
	return world.state.members.has(id) ? fail(40097, id) : fail(60111, id);
};

type Wanted = Omit<Transfer, 'status' | 'startedAt' | 'takeoverAt'>;

/** The code for one customer; 0 when the transfer begins. */
const begin = (world: World, wanted: Wanted): number => {
	const { externalUserId, fromResigned } = wanted;
	if (!world.state.customers.has(externalUserId)) return 40096;
	const isBeingMoved = transfers(world).some(
		(one) => one.externalUserId === externalUserId && one.status === 2,
	);
	if (isBeingMoved) return 40129;
	const relation = findRelation(world.state, wanted);
	const isTheirs = fromResigned ? relation?.status === 'full' : isSeen(world, relation);
	if (!isTheirs) return 40131;
	if (!fromResigned && customerIsWornOut(world, externalUserId)) return 40128;
	startTransfer(world, wanted);
	return 0;
};

const isSeen = ({ state }: World, relation: ReturnType<typeof findRelation>) =>
	relation !== undefined && isVisible(state, relation);

const beginAll = (world: World, ids: string[], wanted: Omit<Wanted, 'externalUserId'>) => {
	const customer = ids.map((id) => ({
		external_userid: id,
		errcode: begin(world, { ...wanted, externalUserId: id }),
	}));
	return ok({ customer });
};

const results = (
	world: World,
	fromResigned: boolean,
	body: { handover_userid: string; takeover_userid: string; cursor?: string },
) => {
	const { handover_userid: from, takeover_userid: to, cursor } = body;
	const result = page(world, {
		listing: `transfer_result ${fromResigned} ${from} ${to}`,
		items: unsorted(transfers(world)).filter(
			(one) =>
				one.userId === from && one.takeoverUserId === to && one.fromResigned === fromResigned,
		),
		size: resultsPerPage,
		cursor,
	});
	if (!result) return fail(50100);
	const customer = result.items.map(({ externalUserId, status, takeoverAt }) => ({
		external_userid: externalUserId,
		status,
		takeover_time: Math.floor(takeoverAt / 1000),
	}));
	return ok({ customer, next_cursor: result.nextCursor });
};

/** Customers of members who left within a year, of whom no transfer is under way. */
const unassigned = (world: World) => {
	const waiting = new Set(
		transfers(world)
			.filter(({ status }) => status === 2)
			.map(({ externalUserId }) => externalUserId),
	);
	return [...resignedMembers(world)]
		.filter(([, left]) => left >= world.now() - yearMs)
		.flatMap(([handover_userid, left]) =>
			relationsOfMember(world.state, handover_userid)
				.filter(({ status, externalUserId }) => status === 'full' && !waiting.has(externalUserId))
				.map(({ externalUserId }) => ({
					handover_userid,
					external_userid: externalUserId,
					dimission_time: Math.floor(left / 1000),
				})),
		);
};

export const transferEndpoints = [
	endpoint({
		method: 'POST',
		path: 'externalcontact/transfer_customer',
		body: { ...members, external_userid, transfer_success_msg: string({ maxChars: 200 }) },
		handle: ({ world, body }) => {
			const { handover_userid: from, takeover_userid: to, transfer_success_msg: message } = body;
			const refusal =
				refuseSame(from, to) ?? refuseInService(world, from) ?? refuseTakeover(world, to);
			const wanted = { userId: from, takeoverUserId: to, fromResigned: false, message };
			return refusal ?? beginAll(world, body.external_userid, wanted);
		},
	}),
	endpoint({
		method: 'POST',
		path: 'externalcontact/transfer_result',
		body: { ...members, cursor: string() },
		handle: ({ world, body }) =>
			refuseInService(world, body.handover_userid) ?? results(world, false, body),
	}),
	endpoint({
		method: 'POST',
		path: 'externalcontact/resigned/transfer_customer',
		body: { ...members, external_userid },
		handle: ({ world, body }) => {
			const { handover_userid: from, takeover_userid: to } = body;
			const refusal = refuseResigned(world, from) ?? refuseTakeover(world, to);
			const wanted = { userId: from, takeoverUserId: to, fromResigned: true };
			return refusal ?? beginAll(world, body.external_userid, wanted);
		},
	}),
	endpoint({
		method: 'POST',
		path: 'externalcontact/resigned/transfer_result',
		body: { ...members, cursor: string() },
		handle: ({ world, body }) =>
			refuseResigned(world, body.handover_userid) ?? results(world, true, body),
	}),
	endpoint({
		method: 'POST',
		path: 'externalcontact/get_unassigned_list',
		body: { cursor: string(), page_size: int({ min: 1, max: 1000, fallback: 1000 }) },
		handle: ({ world, body: { cursor, page_size: size } }) => {
			const listing = 'get_unassigned_list';
			const result = page(world, { listing, items: unsorted(unassigned(world)), size, cursor });
			if (!result) return fail(50100);
			const { items: info, nextCursor: next_cursor } = result;
			return ok({ info, is_last: next_cursor === '', next_cursor });
		},
	}),
];
