import type { INodeProperties } from 'n8n-workflow';
import { toType } from './byType';
import { expressionOf } from './chain';
import { toText } from './convert';
import { insist } from './checks';
import { InputProblem } from './problems';
import type { Field, Operation, Values } from './types';
import { asObject, chosenValue, isBlank } from './values';
import { say } from '../texts/say';

/** Reads one of an item's parameters: with its expressions resolved, or as it stands in the node. */
export type ReadParameter = (name: string, form: 'resolved' | 'raw') => unknown;

type Reach = Pick<Operation, 'access'>;

/** What the user gave for a field. */
interface Given {
	value: unknown;
	isExpression: boolean;
	/** Nobody changed the field: its value is looked for in the item that comes in. */
	isDefault: boolean;
	/** In a collection of optional fields, a field counts only when it was added. */
	isThere: boolean;
}

/**
 * The values of an operation's fields for one item, converted and checked, by the parameter's name. A field without
 * a value is absent; one under Update Fields that was emptied has an empty value, which clears what WeCom has.
 * Throws InputProblem naming the field.
 */
export function readValues(
	fields: Field[],
	operation: Reach,
	read: ReadParameter,
	timeZone?: string,
): Values {
	const values: Record<string, unknown> = {};
	const readOnce = once(read);
	for (const field of fields) {
		const value = valueOf(field, operation, given(field, readOnce), timeZone);
		if (value !== undefined) values[field.property.name] = value;
	}
	return values;
}

/** Fields of a collection are read with all of it, so each collection is read once: n8n evaluates its expressions each time. */
function once(read: ReadParameter): ReadParameter {
	const known = new Map<string, unknown>();
	return (name, form) => {
		const key = `${form} ${name}`;
		if (!known.has(key)) known.set(key, read(name, form));
		return known.get(key);
	};
}

function given({ group, chained, property: { name } }: Field, read: ReadParameter): Given {
	const isExpression = (raw: unknown) => typeof raw === 'string' && raw.startsWith('=');
	const isDefault = (raw: unknown) => chained !== undefined && raw === expressionOf(chained.key);
	const raw = read(group ?? name, 'raw');
	const whole = read(group ?? name, 'resolved');
	if (group === undefined) {
		const value = chosenValue(whole);
		const own = chosenValue(raw);
		return { value, isExpression: isExpression(own), isDefault: isDefault(own), isThere: true };
	}
	const collection = asObject(whole);
	const own = chosenValue(asObject(raw)[name]);
	return {
		value: chosenValue(collection[name]),
		isExpression: isExpression(raw) || isExpression(own),
		isDefault: isDefault(own),
		isThere: Object.hasOwn(collection, name) || Object.hasOwn(asObject(raw), name),
	};
}

function valueOf(field: Field, operation: Reach, from: Given, timeZone?: string): unknown {
	const { property, group, checks = [] } = field;
	if (!from.isThere) return undefined;
	const label = say`"${property.displayName}"`;
	const value = converted(field, from.value, label, timeZone);
	if (isBlank(value)) {
		const problem = emptyProblem(field, operation, from);
		if (problem !== undefined) throw new InputProblem(say`${label} ${problem}`);
		return group === 'updateFields' ? emptyValue(field, label) : undefined;
	}
	insist(value, label, checks);
	return value;
}

function converted(field: Field, value: unknown, label: string, timeZone?: string): unknown {
	if (isBlank(value)) return value;
	return inItsForm(field, toType(field.property, value, label), label, timeZone);
}

/** As the field's converter makes it; text is trimmed unless told. */
function inItsForm(
	{ property: { type }, as = type === 'string' ? toText : undefined }: Field,
	value: unknown,
	label: string,
	timeZone?: string,
): unknown {
	return as ? as(value, label, timeZone) : value;
}

/** Why a field may not be empty, or nothing when it may. */
function emptyProblem(field: Field, operation: Reach, from: Given): string | undefined {
	const { property, group, narrows, keepsWhenEmpty, chained } = field;
	const isNothing = from.value === undefined || from.value === null;
	if (property.required) {
		if (chained && from.isDefault)
			return say`is empty: its expression gives nothing for this item. ${chained.hint}`;
		return from.isExpression
			? say`is empty: its expression gives nothing for this item. Check the expression`
			: say`is empty. Fill it in`;
	}
	if (from.isDefault) return undefined;
	if (group === 'updateFields') {
		if (isNothing) {
			return say`is empty: its expression gives nothing for this item, which may mean to keep or to clear. Check the expression; an empty text clears`;
		}
		if (keepsWhenEmpty || !clears(property)) {
			return say`is empty, and WeCom cannot clear it this way. Fill it in, or remove the field`;
		}
	}
	if (!from.isExpression)
		return narrows && isOnlySigns(from.value) ? say`is empty. Fill it in` : undefined;
	if (narrows && (isNothing || (operation.access !== 'read' && !isClearing(field, from)))) {
		return say`is empty: its expression gives nothing for this item, so others would be reached than you mean. Check the expression; if all are meant, leave the field empty`;
	}
	const isWhole = property.type === 'fixedCollection';
	const mustBeSet = group === 'filters' || isWhole ? isNothing : !mayBeUnset(property);
	return mustBeSet
		? say`is empty: its expression gives nothing for this item. Check the expression, or remove it`
		: undefined;
}

/** Text or a list of which no value came, such as a comma alone. */
const isOnlySigns = (value: unknown) =>
	Array.isArray(value) ? value.length > 0 : typeof value === 'string' && value.trim() !== '';

/** An empty text under Update Fields is meant; an empty list may be a search that found nothing. */
const isClearing = ({ group }: Field, { value }: Given) => group === 'updateFields' && value === '';

/** Texts and lists can be empty in WeCom; a switch, a choice, a number, a date and an entry can't. */
const clears = ({ type }: INodeProperties) => type === 'string' || type === 'multiOptions';

/** An empty text or list, as the field's converter makes it. */
const emptyValue = (field: Field, label: string) =>
	inItsForm(field, field.property.type === 'multiOptions' ? [] : '', label);

/** A switch, a number and a choice always have a value; where an expression gives none, it is wrong. */
const mayBeUnset = ({ type, typeOptions }: INodeProperties) =>
	!['boolean', 'number'].includes(type) &&
	!(type === 'options' && typeOptions?.loadOptionsMethod === undefined);
