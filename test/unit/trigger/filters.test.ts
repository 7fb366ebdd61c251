import { EVENTS } from '../../../nodes/WeComCustomerContact/callback/events';
import { toEvent } from '../../../nodes/WeComCustomerContact/callback/toEvent';
import {
	passes,
	type Filters,
	type StateMatch,
} from '../../../nodes/WeComCustomerContact/trigger/filters';

const ALL = [...EVENTS.map(({ value }) => value as string), 'unknown'];
const NO_FILTER: Filters = { events: ALL, members: [], state: '', stateMatch: 'exact' };

const event = (Event: string, ChangeType: string, fields: Record<string, string> = {}) =>
	toEvent({ Event, ChangeType, ...fields }, { receivedAt: 1 });
const added = (fields: Record<string, string> = {}) =>
	event('change_external_contact', 'add_external_contact', { UserID: 'zhangsan', ...fields });
const edited = event('change_external_contact', 'edit_external_contact', { UserID: 'lisi' });
const tag = event('change_external_tag', 'create');
const chat = event('change_external_chat', 'dismiss');
const unknown = (fields: Record<string, string> = {}) => event('something_new', '', fields);
/** Without the member since 2024-12-19. */
const messages = (fields: Record<string, string> = {}) =>
	event('customer_acquisition', 'message_from_customer', { LinkId: 'l', ...fields });
const directory = (ChangeType: string, fields: Record<string, string> = {}) =>
	event('change_contact', ChangeType, fields);

describe('filters', () => {
	it('let everything that is selected pass when there are none', () => {
		for (const any of [added(), edited, tag, chat, unknown()])
			expect(passes(any, NO_FILTER)).toBe(true);
	});

	it('let only selected events pass', () => {
		const filters = { ...NO_FILTER, events: ['customerAdded', 'tagCreated'] };
		expect([added(), edited, tag, chat, unknown()].map((any) => passes(any, filters))).toEqual([
			true,
			false,
			true,
			false,
			false,
		]);
	});

	it('look at the member of events that have one', () => {
		const filters = { ...NO_FILTER, members: ['zhangsan', 'wangwu'] };
		expect(passes(added(), filters)).toBe(true);
		expect(passes(added({ UserID: 'wangwu' }), filters)).toBe(true);
		expect(passes(added({ UserID: '' }), filters)).toBe(false);
		expect([edited, tag, chat].map((any) => passes(any, filters))).toEqual([false, true, true]);
	});

	it('let an event pass that may come without a member, and look at the member if it has one', () => {
		const filters = { ...NO_FILTER, members: ['zhangsan'] };
		expect(passes(messages(), filters)).toBe(true);
		expect(passes(messages({ UserID: 'zhangsan' }), filters)).toBe(true);
		expect(passes(messages({ UserID: 'lisi' }), filters)).toBe(false);
	});

	it('look at member and state of unknown events too', () => {
		const members = { ...NO_FILTER, members: ['zhangsan'] };
		expect(passes(unknown({ UserID: 'lisi' }), members)).toBe(false);
		expect(passes(unknown({ UserID: 'zhangsan' }), members)).toBe(true);
		expect(passes(unknown(), members)).toBe(true);
		const state = { ...NO_FILTER, state: 'store' };
		expect(passes(unknown({ State: 'other' }), state)).toBe(false);
		expect(passes(unknown({ State: 'store' }), state)).toBe(true);
		expect(passes(unknown(), state)).toBe(true);
	});

	it('take the member of the directory, or who opened the app, for the member', () => {
		const filters = { ...NO_FILTER, members: ['zhangsan'] };
		for (const change of ['create_user', 'update_user', 'delete_user']) {
			expect(passes(directory(change, { UserID: 'zhangsan' }), filters)).toBe(true);
			expect(passes(directory(change, { UserID: 'lisi' }), filters)).toBe(false);
		}
		expect(passes(directory('create_party', { Id: '2' }), filters)).toBe(true);
		expect(passes(directory('update_tag', { AddUserItems: 'lisi' }), filters)).toBe(true);
		const opened = (FromUserName: string) => event('unlicensed_notify', '', { FromUserName });
		expect(passes(opened('zhangsan'), filters)).toBe(true);
		expect(passes(opened('lisi'), filters)).toBe(false);
	});

	it.each<[StateMatch, string, string, boolean]>([
		['exact', 'store', 'store', true],
		['exact', 'store', 'store1', false],
		['exact', 'store', 'Store', false],
		['prefix', 'store', 'store1', true],
		['prefix', 'store', 'my store', false],
		['contains', 'store', 'my store', true],
		['contains', '渠道[A]', '我的渠道[A]', true],
		['contains', 'store', 'shop', false],
	])('match the state: %s %s, %s', (stateMatch, state, State, expected) => {
		expect(passes(added({ State }), { ...NO_FILTER, state, stateMatch })).toBe(expected);
	});

	it.each<StateMatch>(['exact', 'prefix', 'contains'])(
		'want a state of events that can have one only (%s)',
		(stateMatch) => {
			const filters = { ...NO_FILTER, state: 'store', stateMatch };
			expect(passes(added(), filters)).toBe(false);
			for (const any of [edited, tag, chat, messages(), unknown()])
				expect(passes(any, filters)).toBe(true);
		},
	);
});
