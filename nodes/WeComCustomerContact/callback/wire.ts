/** A decoded callback value. Numbers stay text: WeCom's ids can be longer than a safe integer. */
export type WireValue = string | WireValue[] | WireFields;

/** The elements of a callback by their wire names. */
export interface WireFields {
	[name: string]: WireValue;
}

/** What a reader of XML or JSON hands back. `reason` never quotes the text that was read. */
export type Parsed = { ok: true; fields: WireFields } | { ok: false; reason: string };

/** Deeper nesting than this is refused; WeCom's own callbacks stay below six levels. */
export const MAX_DEPTH = 16;

/** The elements of a list are called so: one whose elements all are `Item` is read as an array. */
export const ITEM = 'Item';
