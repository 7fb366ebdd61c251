import type { INodePropertyOptions } from 'n8n-workflow';
import { GROUPS, type Field, type Limit } from '../../../nodes/WeComCustomerContact/engine/types';
import { withChoice } from '../../../nodes/WeComCustomerContact/texts/choice';
import { localized } from '../../../nodes/WeComCustomerContact/texts/localized';
import { table } from '../markdown';
import { WORDS } from './words';

const number = (value: number) => value.toLocaleString('en-US');
export const code = (text: string) => `\`${text}\``;

/** A sentence with its full stop. */
export const sentence = (text: string) =>
	text === '' || /[.。]$/.test(text) ? text : `${text}${WORDS.stop.trim()}`;

/** n8n wants the same sentence at every list of choices: said once, where all operations are described. */
const ofItsOwn = (description = '') =>
	(['options', 'multiOptions'] as const).reduce(
		(text, type) => text.replace(withChoice(type), ''),
		description,
	);

const optionsOf = ({ property: { type, options = [] } }: Field) =>
	['options', 'multiOptions'].includes(type) ? (options as INodePropertyOptions[]) : [];

function choices(field: Field): string {
	const names = optionsOf(field)
		.map(({ name, value }) => (typeof value === 'number' ? `${name} (${value})` : name))
		.join(WORDS.comma);
	if (names === '') return '';
	return field.property.type === 'options' ? WORDS.oneOf(names) : WORDS.anyOf(names);
}

export function limitInWords({ of, least, most, each }: Limit): string {
	const [from, until] = [least, most].map((bound) => bound !== undefined && number(bound));
	const range = from && until ? WORDS.to(from, until) : from ? WORDS.least(from) : until || '';
	const limit = of === 'number' ? range : WORDS[of](range);
	return each ? WORDS.each(limit) : limit;
}

export const limitsOf = (checks: Field['checks'] = []) =>
	checks
		.flatMap(({ limit }) => limit ?? [])
		.map(limitInWords)
		.join(WORDS.comma);

function defaultOf(field: Field): string {
	const { property, chained } = field;
	if (chained) return WORDS.fromItem(chained.key);
	const { default: value } = property;
	if (typeof value === 'boolean') return value ? WORDS.on : WORDS.off;
	const chosen = optionsOf(field).find((option) => option.value === value);
	if (chosen) return chosen.name;
	if (typeof value === 'string') return value.startsWith('=') ? code(value.slice(1)) : value;
	return typeof value === 'number' ? String(value) : '';
}

const valueIn = (field: Field, value: unknown) => {
	if (typeof value === 'boolean') return value ? WORDS.on : WORDS.off;
	return optionsOf(field).find((option) => option.value === value)?.name ?? String(value);
};

/** The choices in other fields with which it is shown. */
function shownWith({ property }: Field, fields: readonly Field[]): string {
	const conditions = Object.entries(property.displayOptions?.show ?? {}).flatMap(
		([name, values = []]) => {
			const other = fields.find((field) => field.property.name === name);
			if (!other) return [];
			const chosen = values.map((value) => valueIn(other, value)).join(WORDS.comma);
			return WORDS.condition(other.property.displayName, chosen);
		},
	);
	return conditions.length > 0 ? WORDS.shownWith(conditions.join(WORDS.comma)) : '';
}

/** Whether an entry of it can have a file. */
const hasFiles = ({ options = [] }: Field['property']) =>
	options.some(
		(option) => 'values' in option && option.values.some(({ name }) => name === 'source'),
	);

function row(field: Field, fields: readonly Field[]): string[] {
	const { displayName, required, description, hint } = field.property;
	const group = field.group && localized({ ...GROUPS[field.group] }, 'action').displayName;
	const notes = [
		shownWith(field, fields),
		sentence(ofItsOwn(description ?? hint)),
		choices(field),
		hasFiles(field.property) ? WORDS.attachments : '',
	];
	return [
		group ? `${group} > ${displayName}` : displayName,
		field.to ? code(field.to) : '',
		required ? WORDS.yes : '',
		defaultOf(field),
		limitsOf(field.checks),
		notes.filter((text) => text !== '').join(WORDS.stop.slice(1)),
	];
}

/** The fields of an operation; columns that are empty for all of them are left out. */
export function fieldsTable(fields: readonly Field[]): string {
	const rows = fields.map((field) => row(field, fields));
	const used = WORDS.fields.map((_, column) => rows.some((cells) => cells[column] !== ''));
	const cut = (cells: string[]) => cells.filter((_, column) => used[column]);
	return table(cut(WORDS.fields), rows.map(cut));
}
