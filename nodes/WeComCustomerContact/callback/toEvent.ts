import { hash } from 'node:crypto';
import type { EventField } from './eventEntry';
import { EVENTS, type EventBase, type Selection, type WeComEvent } from './events';
import { ITEM, type WireFields, type WireValue } from './wire';

const WELCOME_CODE_SECONDS = 20;
const EVENT_ID_LENGTH = 32;
/** The last second a JavaScript Date can name. */
const LAST_SECOND = 8_640_000_000_000;

/** Spellings that appear in WeCom's own page 99485 beside the others; they tell the kind, and come out as sent. */
const SPELLINGS = new Map([
	['customer_aqcuisition', 'customer_acquisition'],
	['customer_acquisition/consumed', 'customer_acquisition/service_balance_consumed'],
]);

const BY_KIND = new Map(
	EVENTS.map((entry) => [
		kindOf(entry.event, 'changeType' in entry ? entry.changeType : ''),
		entry,
	]),
);

/**
 * Turns decoded fields into the event the trigger emits, by the event table. Knows both envelopes:
 * ToUserName/Event/CreateTime (own apps) and SuiteId/AuthCorpId/InfoType/TimeStamp (suites).
 * An event the table lacks becomes `event_type: 'unknown'` with everything in `raw` but a suite's ticket.
 *
 * `receivedAt` (Unix seconds) stands in for an event that carries no time of its own.
 *
 * @see https://developer.work.weixin.qq.com/document/path/92130
 * @see https://developer.work.weixin.qq.com/document/path/92277
 */
export function toEvent(fields: WireFields, { receivedAt }: { receivedAt: number }): WeComEvent {
	const event = text(fields.Event) || text(fields.InfoType);
	const changeType = text(fields.ChangeType);
	const createTime =
		toSeconds(fields.CreateTime) ?? toSeconds(fields.TimeStamp) ?? toSeconds(`${receivedAt}`) ?? 0;
	const suiteId = text(fields.SuiteId);

	const base: EventBase = {
		event,
		...(changeType && { change_type: changeType }),
		source: 'callback',
		event_id: eventIdOf(fields),
		corpid: text(fields.AuthCorpId) || text(fields.ToUserName),
		...(suiteId && { suite_id: suiteId }),
		created_at: isoTime(createTime),
		create_time: createTime,
		raw: shown(fields),
	};

	const entry = BY_KIND.get(kindOf(event, changeType));
	if (entry) {
		return {
			// What a user looks for first stands first in the editor.
			event_type: entry.value,
			...read(entry.fields, fields, createTime),
			...base,
			// TypeScript cannot follow one entry through the union; the fixtures check each.
		} as unknown as WeComEvent;
	}

	const userid = text(fields.UserID);
	const external_userid = text(fields.ExternalUserID);
	const state = text(fields.State);
	return {
		event_type: 'unknown',
		...(userid && { userid }),
		...(external_userid && { external_userid }),
		...(state && { state }),
		...base,
	};
}

/** The ticket of a suite is as good as its secret for half an hour: no item holds it. */
function shown({ SuiteTicket: _secret, ...fields }: WireFields): WireFields {
	return fields;
}

function kindOf(event: string, changeType: string): string {
	const name = SPELLINGS.get(event) ?? event;
	const kind = changeType ? `${name}/${changeType}` : name;
	return SPELLINGS.get(kind) ?? kind;
}

function read(known: readonly EventField[], fields: WireFields, createTime: number) {
	const values: Record<string, WireValue | number | Array<string | number> | Selection[]> = {};
	for (const { wire, name, kind, optional, only } of known) {
		if (only && !only(fields)) continue;
		const value = fields[wire];
		if (!optional || text(value) !== '') values[name] = convert(kind, value, createTime);
	}
	return values;
}

function convert(kind: EventField['kind'], value: WireValue | undefined, createTime: number) {
	switch (kind) {
		case 'string':
			return text(value);
		case 'integer':
			return asInteger(text(value));
		case 'list':
			return entriesOf(value, ITEM).map(text);
		case 'commaList':
			return splitAtCommas(value);
		case 'commaIntegers':
			return splitAtCommas(value).map(asInteger);
		case 'parts':
			return value ?? '';
		case 'selections':
			return entriesOf(value, 'SelectedItem').filter(isFields).map(toSelection);
		case 'isoTime': {
			const seconds = toSeconds(value);
			return seconds === undefined ? text(value) : isoTime(seconds);
		}
		case 'welcomeExpiry':
			return isoTime(createTime + WELCOME_CODE_SECONDS);
	}
}

/** One text for a value that should be one: the first of several, JSON for what has parts. */
function text(value: WireValue | undefined): string {
	if (value === undefined) return '';
	if (typeof value === 'string') return value;
	return Array.isArray(value) ? text(value[0]) : JSON.stringify(value);
}

/** The entries of a list, which is a list, one entry, or the element around them. */
function entriesOf(value: WireValue | undefined, name: string): WireValue[] {
	const entries = isFields(value) ? value[name] : value;
	if (entries === undefined || entries === '') return [];
	return Array.isArray(entries) ? entries : [entries];
}

function toSelection({ QuestionKey, OptionIds }: WireFields): Selection {
	return {
		question_key: text(QuestionKey),
		option_ids: entriesOf(OptionIds, 'OptionId').map(text),
	};
}

function isFields(value: WireValue | undefined): value is WireFields {
	return typeof value === 'object' && !Array.isArray(value);
}

function splitAtCommas(value: WireValue | undefined): string[] {
	return text(value)
		.split(',')
		.filter((part) => part !== '');
}

/** The text itself when it is no number, or one that JavaScript would round. */
function asInteger(value: string): number | string {
	return toInteger(value) ?? value;
}

function toInteger(value: string): number | undefined {
	const number = Number(value);
	return /^-?\d+$/.test(value) && Number.isSafeInteger(number) ? number : undefined;
}

function toSeconds(value: WireValue | undefined): number | undefined {
	const seconds = toInteger(text(value));
	return seconds !== undefined && seconds > 0 && seconds < LAST_SECOND ? seconds : undefined;
}

/** A time of WeCom's as items of the triggers have it: ISO 8601, UTC. */
export function isoTime(seconds: number): string {
	return new Date(Math.min(seconds, LAST_SECOND) * 1000).toISOString();
}

/**
 * WeCom gives events no id. Timestamp and nonce change when it delivers again, so only the content
 * counts; all of it, as two customers can be added in the same second. Order does not count, so
 * that the XML and JSON forms agree.
 */
function eventIdOf(fields: WireFields): string {
	return hash('sha256', JSON.stringify(sorted(fields))).slice(0, EVENT_ID_LENGTH);
}

function sorted(value: WireValue): unknown {
	if (typeof value === 'string') return value;
	if (Array.isArray(value)) return value.map(sorted);
	return Object.keys(value)
		.sort()
		.map((name) => [name, sorted(value[name]!)]);
}
