import { maxItems } from '../../engine/checks';
import { toIdList } from '../../engine/convert';
import { InputProblem } from '../../engine/problems';
import type { Field } from '../../engine/types';
import { oneOf } from './choices';
import { asList, asObject, chosenValue, isBlank } from '../../engine/values';
import { optional } from './fields';
import { say } from '../../texts/say';

/** One customer group, from the list or by ID. */
export const chatId: Field = oneOf(
	{
		displayName: 'Group Chat',
		name: 'chatId',
		description: 'The customer group (客户群)',
		search: 'searchGroupChats',
		example: 'wrOgQhDgAAMYQiS5ol9G7gK9JVAAAA',
	},
	{ to: 'chat_id' },
);

/**
 * The chosen chats, each once; By ID, an entry can hold several, as text or as a list of an expression. An entry
 * without any is refused: left out, it could turn the list into one that means other groups.
 */
function toChatIds(value: unknown, label: string): string[] {
	const entries = asList(asObject(value).chat).map((entry, index) => {
		const entryLabel = `${label} ${index + 1}`;
		const given = chosenValue(asObject(entry).chatId);
		const ids = isBlank(given) ? [] : toIdList(given, entryLabel);
		if (ids.length > 0) return ids;
		throw new InputProblem(say`${entryLabel} is empty. Choose a group, or remove the entry`);
	});
	return [...new Set(entries.flat())];
}

/** Up to five customer groups. */
export const chats: Field = {
	property: {
		displayName: 'Group Chats',
		name: 'chats',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, sortable: true },
		placeholder: 'Add Group Chat',
		required: true,
		default: {},
		description: 'Up to 5 customer groups (客户群) to join; people get into one that has room',
		options: [
			{
				displayName: 'Group Chat',
				name: 'chat',
				values: [optional(chatId, 'One group, or several by ID, separated by commas').property],
			},
		],
	},
	to: 'chat_id_list',
	as: toChatIds,
	checks: [maxItems(5)],
	narrows: true,
};
