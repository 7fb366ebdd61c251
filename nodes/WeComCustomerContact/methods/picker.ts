import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodePropertyOptions,
} from 'n8n-workflow';
import { sideBySide } from '../engine/sideBySide';
import { asObject, pick } from '../engine/values';
import { invoke } from './invoke';
import { pagesOf } from './pages';
import type { Picker } from './types';
import { say } from '../texts/say';

interface Choice {
	name: string;
	value: string | number;
}

/** How long a picker reads before it shows what it has, in milliseconds. */
const BOUND = 5000;
/** The editor asks for more when its user scrolls, which takes a list that is longer than its box. */
const ENOUGH = 20;
const DETAILS_AT_ONCE = 5;

/**
 * A list with a search box. Without a search it comes in pages. With one, the editor asks for no further page, so the
 * hits of all pages come at once, within five seconds; if there are more, the last entry says so.
 * Throws NodeApiError when WeCom refuses, for example for want of a permission.
 */
export const toListSearch = (picker: Picker) =>
	async function (
		this: ILoadOptionsFunctions,
		filter = '',
		paginationToken?: string,
	): Promise<INodeListSearchResult> {
		const wanted = filter.trim().toLowerCase();
		const most = wanted === '' ? ENOUGH : Infinity;
		const found = await collect(this, picker, { wanted, most, from: paginationToken });
		const { next } = found;
		const results = withNotices(found);
		if (next === '') return { results };
		if (wanted === '') return { results, paginationToken: next };
		const name = say`There are too many to search all of them. Give the ID, or clear the search and scroll`;
		return { results: [...results, { name, value: '' }] };
	};

/** The same for a field that takes several: all at once, as far as they can be read within five seconds. */
export const toLoadOptions = (picker: Picker) =>
	async function (this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
		const found = await collect(this, picker, { wanted: '', most: Infinity });
		const options = withNotices(found);
		if (found.next === '') return options;
		const name = say`There are too many to list all of them. Give the IDs of others by an expression`;
		return [...options, { name, value: '' }];
	};

interface Search {
	/** In lower case; empty for all. */
	wanted: string;
	/** No further page is read with so many choices. */
	most: number;
	/** Where to go on: the `next` of an earlier search. */
	from?: string;
}

interface Found {
	choices: Choice[];
	/** What is to be known of the list. */
	notices: Set<string>;
	next: string;
}

/** A notice has no value, so choosing it chooses nothing. */
const withNotices = ({ choices, notices }: Found): Choice[] => [
	...choices,
	...[...notices].map((name) => ({ name, value: '' })),
];

async function collect(
	context: ILoadOptionsFunctions,
	picker: Picker,
	{ wanted, most, from }: Search,
): Promise<Found> {
	const until = Date.now() + BOUND;
	const choices: Choice[] = [];
	const notices = new Set<string>();
	for await (const { records, next } of pagesOf(context, picker, from)) {
		const page = await choicesOf(context, picker, records, notices);
		choices.push(
			...page.filter(({ name, value }) =>
				[name, String(value)].some((text) => text.toLowerCase().includes(wanted)),
			),
		);
		if (choices.length >= most || Date.now() >= until) return { choices, notices, next };
	}
	return { choices, notices, next: '' };
}

async function choicesOf(
	context: ILoadOptionsFunctions,
	{ details, entries = (all) => all, complete, id, label }: Picker,
	records: unknown[],
	notices: Set<string>,
): Promise<Choice[]> {
	const bare = entries(
		records.map((record) =>
			typeof record === 'object' ? asObject(record) : { [id]: record as string },
		),
	);
	const { entries: listed, notice } = complete
		? await complete(context, bare)
		: { entries: bare, notice: undefined };
	if (notice !== undefined) notices.add(notice);
	const whole = async (entry: IDataObject) => {
		if (!details) return entry;
		const { from, gone } = details;
		const answer = await invoke(context, from, { [id]: entry[id] }, gone);
		if (gone.includes(Number(answer.errcode))) return undefined;
		return {
			...entry,
			...asObject(from.records === undefined ? answer : pick(answer, from.records)),
		};
	};
	const found = await sideBySide(listed, DETAILS_AT_ONCE, async (one) => {
		const { [id]: value } = one;
		const entry = await whole(one);
		return entry && { entry, value: typeof value === 'number' ? value : String(value) };
	});
	const timeZone = context.getTimezone();
	// Sweden writes dates as ISO 8601 does.
	const day = (time: unknown) =>
		new Date(Number(time) * 1000).toLocaleDateString('sv-SE', { timeZone });
	return found
		.filter((choice) => choice !== undefined)
		.map(({ entry, value }) => {
			const words = label(entry, day).map((word) => String(word ?? '').trim());
			return { name: words.filter(Boolean).join(' · ') || String(value), value };
		});
}
