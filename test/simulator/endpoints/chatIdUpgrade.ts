import { fail, ok } from '../errors';
import { int } from '../schema';
import { seconds } from '../world';
import { endpoint } from './endpoint';

const farthest = 7 * 24 * 3600;

export const chatIdUpgradeEndpoints = [
	endpoint({
		method: 'POST',
		path: 'idconvert/apply_to_upgrade_chatid',
		callers: ['delegated'],
		body: { upgrade_time: int({ required: true }) },
		handle: ({ world, body: { upgrade_time: time } }) => {
			const { state } = world;
			const now = seconds(world);
			if (state.chatIdUpgradeTime !== undefined && state.chatIdUpgradeTime <= now)
				return fail(40165);
			if (time > now + farthest) return fail(40167, 'more than 7 days ahead');
			if (time < now) return fail(40168);
			state.chatIdUpgradeTime = time;
			return ok();
		},
	}),
	endpoint({
		method: 'GET',
		path: 'idconvert/upgrade_chatid_for_new_corp',
		token: 'suite',
		callers: ['delegated'],
		handle: () => ok(),
	}),
];
