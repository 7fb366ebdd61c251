import { findAmong } from '../customers';
import { fail, ok, type Reply } from '../errors';
import { mappedIds } from '../mappedIds';
import { array, int, string } from '../schema';
import { kindOf } from '../views';
import type { World } from '../world';
import { endpoint } from './endpoint';
import { externalUserid } from './people';

/** The agent id of the provider's application that the ids come from. */
const source_agentid = int({ required: true, missing: 41011, invalid: 40056 });

const refuseSource = ({ corp }: World, agentId: number): Reply | undefined => {
	const sources = [...corp.apps, corp.suite.app].filter((app) => kindOf(app) !== 'selfBuilt');
	return sources.some((app) => app.agentId === agentId) ? undefined : fail(40056);
};

export const serviceIdEndpoints = [
	endpoint({
		method: 'POST',
		path: 'externalcontact/to_service_external_userid',
		callers: ['delegated'],
		convertsIds: true,
		body: { external_userid: externalUserid },
		handle: ({ world, body: { external_userid: id } }) =>
			world.state.customers.has(id)
				? ok({ external_userid: mappedIds.serviceExternalUserId(id) })
				: fail(40096),
	}),
	endpoint({
		method: 'POST',
		path: 'externalcontact/from_service_external_userid',
		callers: ['selfBuilt'],
		convertsIds: true,
		body: { external_userid: externalUserid, source_agentid },
		handle: ({ world, body: { external_userid: given, source_agentid: agentId } }) => {
			const refusal = refuseSource(world, agentId);
			if (refusal) return refusal;
			const ids = world.state.customers.keys();
			const id = findAmong(ids, (one) => mappedIds.serviceExternalUserId(one) === given);
			return id === undefined ? fail(40096) : ok({ external_userid: id });
		},
	}),
	endpoint({
		method: 'POST',
		path: 'batch/openuserid_to_userid',
		callers: ['selfBuilt'],
		convertsIds: true,
		body: {
			open_userid_list: array(string({ required: true }), {
				required: true,
				max: 1000,
				tooMany: 40032,
			}),
			source_agentid,
		},
		handle: ({ world, body: { open_userid_list: ids, source_agentid: agentId } }) => {
			const members = [...world.state.members.keys()];
			const known = new Map(members.map((id) => [mappedIds.openUserId(id), id]));
			return (
				refuseSource(world, agentId) ??
				ok({
					userid_list: ids
						.filter((id) => known.has(id))
						.map((id) => ({ open_userid: id, userid: known.get(id) })),
					invalid_open_userid_list: ids.filter((id) => !known.has(id)),
				})
			);
		},
	}),
];
