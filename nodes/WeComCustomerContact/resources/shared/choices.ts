import { toIdList, toText } from '../../engine/convert';
import type { Field, Given } from '../../engine/types';
import { asList } from '../../engine/values';

type Property = Field['property'];
type Labels = Pick<Property, 'displayName' | 'name' | 'description'>;
type Sent = Omit<Field, 'property'>;

interface Searched extends Labels {
	/** The picker that finds them, see methods/pickers.ts. */
	search: string;
	/** An ID as WeCom makes them. */
	example: string;
	byId?: string;
	/** Other ways to name one. */
	modes?: NonNullable<Property['modes']>;
	required?: boolean;
}

/** One of a list that is searched, or by its ID. */
export function oneOf(choice: Searched, sent: Sent): Field {
	const { search, example, byId = 'By ID', modes = [], required = true, ...labels } = choice;
	const typeOptions = { searchListMethod: search, searchable: true };
	return {
		property: {
			...labels,
			type: 'resourceLocator',
			...(required ? { required } : {}),
			default: { mode: 'list', value: '' },
			modes: [
				{ displayName: 'From List', name: 'list', type: 'list', typeOptions },
				...modes,
				{ displayName: byId, name: 'id', type: 'string', placeholder: `e.g. ${example}` },
			],
		},
		as: toText,
		...sent,
	};
}

interface Loaded extends Labels {
	/** The picker that lists them, see methods/pickers.ts. */
	load: string;
}

/** Several of a list that is loaded, or IDs as a list or text by an expression. */
export const severalOf = ({ load, ...labels }: Loaded, sent: Sent): Field => ({
	property: {
		...labels,
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod: load },
		default: [],
	},
	as: toIdList,
	...sent,
});

/** What was chosen in a field that takes several. */
export const chosenIn = ({ values }: Pick<Given, 'values'>, { property: { name } }: Field) =>
	asList(values[name]).map(String);
