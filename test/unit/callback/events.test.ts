import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import {
	EVENTS,
	type KnownEvent,
	type WeComEvent,
} from '../../../nodes/WeComCustomerContact/callback/events';
import { toEvent } from '../../../nodes/WeComCustomerContact/callback/toEvent';
import type { WireFields } from '../../../nodes/WeComCustomerContact/callback/wire';
import { parseXml } from '../../../nodes/WeComCustomerContact/callback/xml';

const FOLDER = path.join(__dirname, 'fixtures', 'events');
const RECEIVED_AT = 1_700_000_000;

interface Fixture {
	xml: string;
	expected: WeComEvent;
}

function fixture(value: string): Fixture {
	return JSON.parse(readFileSync(path.join(FOLDER, `${value}.json`), 'utf8')) as Fixture;
}

function fieldsOf(xml: string): WireFields {
	const parsed = parseXml(xml);
	if (!parsed.ok) throw new Error(parsed.reason);
	return parsed.fields;
}

const decode = (fields: WireFields) => toEvent(fields, { receivedAt: RECEIVED_AT });
const added = () => fieldsOf(fixture('customerAdded').xml);

/** The same event as a third-party app gets it. */
function asSuite(fields: WireFields): WireFields {
	const { CreateTime = '', Event = '' } = fields;
	const own = ['ToUserName', 'CreateTime', 'MsgType', 'Event'];
	if (fields.FromUserName === 'sys') own.push('FromUserName');
	return {
		SuiteId: 'ww4asffe99e54c0f4c',
		AuthCorpId: 'wxf8b4f85f3a794e77',
		InfoType: Event,
		TimeStamp: CreateTime,
		...Object.fromEntries(Object.entries(fields).filter(([name]) => !own.includes(name))),
	};
}

describe('the event table', () => {
	it('has a fixture for each event, and no other fixtures', () => {
		const files = readdirSync(FOLDER).map((file) => path.basename(file, '.json'));
		expect(files.sort()).toEqual(EVENTS.map(({ value }) => value).sort());
	});

	it.each(EVENTS)('$value is decoded', ({ value }) => {
		const { xml, expected } = fixture(value);
		expect(decode(fieldsOf(xml))).toEqual(expected);
	});

	it.each(EVENTS)('$value has fixture values for all of its fields', ({ value, fields }) => {
		const dropped = [
			'acquisitionMessageReceived',
			'tagUpdated',
			'tagDeleted',
			'directoryMemberCreated',
		].includes(value);
		const expected = Object.keys(fixture(value).expected);
		const missing = fields.filter((field) => !expected.includes(field.name));
		expect(missing.every((field) => 'only' in field || (dropped && 'optional' in field))).toBe(
			true,
		);
	});

	it('has no value, name or pair of event and change type twice', () => {
		const pairs = EVENTS.map((entry) =>
			[entry.event, 'changeType' in entry && entry.changeType].join(),
		);
		for (const all of [pairs, EVENTS.map(({ value }) => value), EVENTS.map(({ name }) => name)]) {
			expect(new Set(all).size).toBe(all.length);
		}
	});

	it('writes its texts as n8n asks', () => {
		for (const { name, description, value, chineseName, doc } of EVENTS) {
			expect(name).toMatch(/^[A-Z]/);
			expect(description).toMatch(/^[A-Z].*[^.]$/);
			expect(value).toMatch(/^[a-z][A-Za-z]+$/);
			expect(chineseName).toMatch(/[\u4e00-\u9fff]/);
			expect(doc).toBeGreaterThan(90_000);
		}
	});

	it('never gives two fields of an event, or a field and a common one, the same name', () => {
		const common = Object.keys(decode({})).concat('change_type', 'suite_id');
		for (const { fields } of EVENTS) {
			const names = [...common, ...fields.map(({ name }) => name)];
			expect(new Set(names).size).toBe(names.length);
		}
	});
});

describe('toEvent', () => {
	it.each(EVENTS)('gives $value the same shape in the suite envelope', ({ value }) => {
		const { xml, expected } = fixture(value);
		const fields = fieldsOf(xml);
		if ('InfoType' in fields) return;
		expect(decode(asSuite(fields))).toEqual({
			...expected,
			suite_id: 'ww4asffe99e54c0f4c',
			corpid: 'wxf8b4f85f3a794e77',
			event_id: expect.any(String),
			raw: asSuite(fieldsOf(xml)),
		});
	});

	it('leaves optional values out when WeCom sends nothing', () => {
		const { State, WelcomeCode, ...bare } = added();
		expect([State, WelcomeCode]).toEqual(['teststate', 'WELCOMECODE']);
		for (const fields of [bare, { ...bare, State: '', WelcomeCode: '' }]) {
			const event = decode(fields);
			expect(event).toMatchObject({ event_type: 'customerAdded', userid: 'zhangsan' });
			for (const name of ['state', 'welcome_code', 'welcome_code_expires_at']) {
				expect(event).not.toHaveProperty(name);
			}
		}
	});

	it('always has the other values', () => {
		expect(decode({ Event: 'change_external_contact', ChangeType: 'transfer_fail' })).toMatchObject(
			{
				event_type: 'transferFailed',
				userid: '',
				external_userid: '',
				fail_reason: '',
			},
		);
	});

	it.each<[string, WireFields, object]>([
		['a list of one', { MemChangeList: ['a'] }, { member_change_list: ['a'] }],
		['an empty list', { MemChangeList: '' }, { member_change_list: [] }],
		['no list', {}, { member_change_list: [] }],
		[
			'a list as JSON has it',
			{ MemChangeList: { Item: ['a', 'b'] } },
			{ member_change_list: ['a', 'b'] },
		],
		['a single JSON item', { MemChangeList: { Item: 'a' } }, { member_change_list: ['a'] }],
		['a list given as text', { MemChangeList: 'a' }, { member_change_list: ['a'] }],
		[
			'a number too big',
			{ MemChangeCnt: '9007199254740993' },
			{ member_change_count: '9007199254740993' },
		],
		['no number', { MemChangeCnt: 'many' }, { member_change_count: 'many' }],
		['zero', { JoinScene: '0' }, { event_join_scene: 0 }],
		['a repeated element', { ChatId: ['first', 'second'] }, { chat_id: 'first' }],
		['an unexpected structure', { ChatId: { a: 'b' } }, { chat_id: '{"a":"b"}' }],
	])('reads %s', (_, fields, expected) => {
		const event = decode({ Event: 'change_external_chat', ChangeType: 'update', ...fields });
		expect(event).toMatchObject({ event_type: 'groupChatUpdated', ...expected });
	});

	it.each<[string, object]>([
		['tag', { tag_id: 'et1' }],
		['tag_group', { group_id: 'et1' }],
		['', { tag_id: 'et1' }],
	])('gives the ID of a %j the name it has everywhere', (TagType, expected) => {
		const change = { Event: 'change_external_tag', ChangeType: 'update', Id: 'et1', TagType };
		const { tag_id, group_id } = decode(change) as { tag_id?: string; group_id?: string };
		expect({ tag_id, group_id }).toEqual({ tag_id: undefined, group_id: undefined, ...expected });
	});

	it.each(['', 'soon', '-5', '0', '99999999999999', '1e9', '9007199254740993'])(
		'uses the time of the delivery when the event has %j',
		(CreateTime) => {
			expect(decode({ ...added(), CreateTime })).toMatchObject({
				create_time: RECEIVED_AT,
				created_at: '2023-11-14T22:13:20.000Z',
				welcome_code_expires_at: '2023-11-14T22:13:40.000Z',
			});
		},
	);

	it.each([Number.NaN, -1, Number.MAX_SAFE_INTEGER, 8_639_999_999_999])(
		'survives a delivery at %d',
		(receivedAt) => {
			expect(toEvent({ ...added(), CreateTime: '' }, { receivedAt }).created_at).toMatch(/Z$/);
		},
	);

	it('keeps a time it cannot read', () => {
		const event = decode({ Event: 'low_active_alert', EffectTime: 'tomorrow' });
		expect(event).toMatchObject({ event_type: 'appLowActivityAlert', effective_at: 'tomorrow' });
	});

	it.each([
		['customer_aqcuisition', 'consumed'],
		['customer_aqcuisition', 'service_balance_consumed'],
		['customer_acquisition', 'consumed'],
	])(
		'knows the other spellings of the component events, and keeps them: %s %s',
		(event, change) => {
			const fields = { InfoType: event, ChangeType: change, LinkId: 'l' };
			expect(decode(fields)).toMatchObject({
				event_type: 'acquisitionServiceBalanceConsumed',
				event,
				change_type: change,
				raw: fields,
			});
		},
	);

	it.each<[string, object]>([
		['1,2', { added_userids: ['1', '2'] }],
		['zhangsan', { added_userids: ['zhangsan'] }],
		['', { added_userids: [] }],
		[',a,', { added_userids: ['a'] }],
	])('makes a list of %j', (AddUserItems, expected) => {
		const event = decode({ Event: 'change_contact', ChangeType: 'update_tag', AddUserItems });
		expect(event).toMatchObject({
			event_type: 'directoryTagUpdated',
			removed_userids: [],
			...expected,
		});
	});

	const answer = (key: string, ...ids: string[]) => ({ question_key: key, option_ids: ids });
	const chosen = (key: string, ids: string) =>
		`<SelectedItem><QuestionKey>${key}</QuestionKey><OptionIds>${ids}</OptionIds></SelectedItem>`;
	const [one, two] = ['<OptionId>1</OptionId>', '\n<OptionId><![CDATA[2]]></OptionId>\n'];
	it.each([
		['one answer', chosen('a', one), [answer('a', '1')]],
		['several options', chosen('a', one + two), [answer('a', '1', '2')]],
		[
			'several questions, with line breaks between',
			`\n  ${chosen('a', one)}\n  ${chosen('b', two)}\n`,
			[answer('a', '1'), answer('b', '2')],
		],
		['nothing chosen', chosen('a', ''), [answer('a')]],
		['no parts', 'text', []],
	])('reads what was chosen in a card: %s', (_, inner, expected) => {
		const event = '<Event>template_card_event</Event>';
		const fields = fieldsOf(`<xml>${event}<SelectedItems>${inner}</SelectedItems></xml>`);
		expect(decode(fields)).toMatchObject({ event_type: 'cardClicked', selected_items: expected });
	});

	it('has nothing chosen where a card has only buttons', () => {
		const click = { Event: 'template_card_event', EventKey: 'yes' };
		for (const fields of [click, { ...click, SelectedItems: '' }]) {
			const event = decode(fields);
			expect(event).toMatchObject({ event_type: 'cardClicked', event_key: 'yes' });
			expect(event).not.toHaveProperty('selected_items');
		}
	});

	it('reads what was chosen as JSON would have it', () => {
		const SelectedItems = [{ QuestionKey: 'a', OptionIds: ['1', '2'] }];
		expect(decode({ Event: 'template_card_event', SelectedItems })).toMatchObject({
			selected_items: [answer('a', '1', '2')],
		});
	});

	it('gives numbers that WeCom writes with commas as numbers, but for what is none', () => {
		const event = decode({
			Event: 'change_contact',
			ChangeType: 'create_user',
			Department: '1,2,9007199254740993,x',
		});
		expect(event).toMatchObject({ department_ids: [1, 2, '9007199254740993', 'x'] });
	});

	it.each<[string, WireFields]>([
		['family', { Event: 'change_something', ChangeType: 'create' }],
		['change type', { Event: 'change_external_contact', ChangeType: 'new_one' }],
		['missing change type', { Event: 'change_external_contact' }],
		['unexpected change type', { Event: 'low_active', ChangeType: 'create' }],
		['prototype name', { Event: 'constructor' }],
		['message', { MsgType: 'text', Content: 'hello' }],
	])('passes on what it does not know: %s', (_, kind) => {
		const fields = { ToUserName: 'corp', UserID: 'u', ExternalUserID: 'x', State: 's', ...kind };
		expect(decode(fields)).toEqual({
			event_type: 'unknown',
			event: kind.Event ?? '',
			...(kind.ChangeType && { change_type: kind.ChangeType }),
			source: 'callback',
			event_id: expect.stringMatching(/^[0-9a-f]{32}$/),
			corpid: 'corp',
			userid: 'u',
			external_userid: 'x',
			state: 's',
			create_time: RECEIVED_AT,
			created_at: '2023-11-14T22:13:20.000Z',
			raw: fields,
		});
	});
});

describe('event_id', () => {
	const id = (fields: WireFields) => decode(fields).event_id;

	it('does not depend on the delivery or the order of elements', () => {
		const fields = added();
		const reversed = Object.fromEntries(Object.entries(fields).reverse());
		expect(id(reversed)).toBe(id(fields));
		expect(toEvent(fields, { receivedAt: 1 }).event_id).toBe(id(fields));
	});

	it('stays what it always was, as users recognize repeats by it', () => {
		const fields = {
			b: '2',
			B: '1',
			_: '',
			List: ['x', { z: '渠道', Y: '"\\\n' }],
			ab: {},
			'10': '\ud800',
		};
		expect(id(fields)).toBe('980034dfb8eb6cc4d31e28290ea1de99');
	});

	it('differs for fifty customers added in the same second', () => {
		const ids = Array.from({ length: 50 }, (_, i) => id({ ...added(), ExternalUserID: `wm${i}` }));
		expect(new Set(ids).size).toBe(50);
	});

	it('differs when any value differs', () => {
		const fields = added();
		for (const name of Object.keys(fields)) {
			expect(id({ ...fields, [name]: 'other' })).not.toBe(id(fields));
		}
	});
});

// Checked by tsc, not run: how a consumer tells events apart.
export function types(event: WeComEvent, known: KnownEvent): void {
	// @ts-expect-error an event of the table or not: not known yet
	void event.welcome_code;
	event.event satisfies string;
	event.change_type satisfies string | undefined;
	if (event.event_type === 'customerAdded') {
		event.userid satisfies string;
		event.welcome_code satisfies string | undefined;
		// @ts-expect-error a welcome code may be absent
		event.welcome_code satisfies string;
		// @ts-expect-error only transfers fail
		void event.fail_reason;
	}
	if (event.event_type === 'unknown') event.userid satisfies string | undefined;
	if (known.event_type === 'transferFailed') {
		known.fail_reason satisfies string;
		// @ts-expect-error a failed transfer has no channel
		void known.state;
	}
	if (known.event_type === 'groupChatUpdated') {
		known.member_change_list satisfies string[];
		// @ts-expect-error may be a string when it is no safe integer
		known.event_join_scene satisfies number | undefined;
	}
	// @ts-expect-error no such event
	void (known.event_type === 'customerVanished');
}
