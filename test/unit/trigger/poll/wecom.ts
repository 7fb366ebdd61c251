import type { IDataObject } from 'n8n-workflow';
import { toRelation, type Source } from '../../../../nodes/WeComCustomerContact/trigger/poll/round';
import type { Relation } from '../../../../nodes/WeComCustomerContact/trigger/poll/state';
import { endpoints } from '../../../simulator/endpoints';
import { createSeeding } from '../../../simulator/seeding';
import {
	defaultCorp,
	defaultSettings,
	defaultSuite,
	emptyState,
	type World,
} from '../../../simulator/world';

/** The simulator's own answers to the reads of a poll, without a server between. */
export function openWeCom(now: () => number) {
	const world: World = {
		corp: { ...defaultCorp, apps: [], suite: defaultSuite },
		state: emptyState(),
		settings: defaultSettings,
		now,
		origin: '',
	};
	/** Comes before each call; may throw. */
	const hook = { before: async (_path: string) => {} };
	const call = async (path: string, query: object, body: object = {}): Promise<IDataObject> => {
		await hook.before(path);
		const entry = endpoints.get(`externalcontact/${path}`)!;
		const { app, file, range } = { app: undefined, file: undefined, range: undefined };
		// As it is at that time, whatever becomes of it while it is on its way.
		return structuredClone(
			entry.handle({ world, app, query: query as never, body: body as never, file, range }),
		) as IDataObject;
	};
	const source: Source = {
		members: async () => (await call('get_follow_user_list', {})).follow_user as string[],
		list: async (userid) => {
			const { errcode, external_userid } = await call('list', { userid });
			if (errcode === 84061) return [];
			return errcode === 0 ? (external_userid as string[]) : undefined;
		},
		relations: async (userid) => {
			const found: Relation[] = [];
			for (let cursor: unknown; ;) {
				const body = { userid_list: [userid], limit: 100, cursor };
				const answer = await call('batch/get_by_user', {}, body);
				for (const one of (answer.external_contact_list ?? []) as IDataObject[]) {
					const follow = one.follow_info as IDataObject;
					const { external_userid } = one.external_contact as IDataObject;
					found.push(toRelation(userid, String(external_userid), follow));
				}
				cursor = answer.next_cursor;
				if (!cursor) return found;
			}
		},
		customer: async (external_userid) => {
			const answer = await call('get', { external_userid });
			return answer.errcode === 0 ? answer : undefined;
		},
	};
	return { world, source, hook, ...createSeeding(world) };
}
