import { MAX_DEPTH, type Parsed, type WireFields, type WireValue } from './wire';
import { say } from '../texts/say';

// A string or a number; matching strings too is what keeps digits inside them untouched. A string that does not end
// is matched to the end of the text, or each quote in it would be tried as the start of another.
const STRING_OR_NUMBER = /"[^"\\]*(?:\\[^]?[^"\\]*)*"?|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/**
 * Reads the JSON form of a callback into the same shape as the XML one: every value is text,
 * numbers exactly as they were written (JSON.parse alone would round a 19-digit MsgId), true and
 * false by name, null as ''. The text must be an object; at most 16 levels deep. Never throws.
 *
 * @see https://developer.work.weixin.qq.com/document/path/101033
 */
export function parseJson(text: string): Parsed {
	const quoted = text
		.replace(/^\uFEFF/, '')
		.replace(STRING_OR_NUMBER, (token) => (token.startsWith('"') ? token : `"${token}"`));
	const value = parse(quoted);
	if (value === undefined) return { ok: false, reason: say`The JSON is not well-formed` };
	if (typeof value === 'string' || Array.isArray(value)) {
		return { ok: false, reason: say`The JSON is not an object` };
	}
	return isDeeperThan(value, MAX_DEPTH)
		? { ok: false, reason: say`The JSON is nested too deeply` }
		: { ok: true, fields: value };
}

function parse(text: string): WireValue | undefined {
	try {
		return JSON.parse(text, (name, value: unknown) => {
			// Copying such a property later on would replace the copy's prototype.
			if (name === '__proto__') return undefined;
			if (value === null) return '';
			return typeof value === 'boolean' ? String(value) : value;
		}) as WireValue;
	} catch {
		return undefined;
	}
}

function isDeeperThan(value: WireFields | WireValue, limit: number): boolean {
	if (typeof value === 'string') return false;
	return limit === 0 || Object.values(value).some((inner) => isDeeperThan(inner, limit - 1));
}
