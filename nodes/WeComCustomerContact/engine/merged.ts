import type { INodeProperties } from 'n8n-workflow';

/** An operation of a resource. */
export interface Place {
	resource: string;
	operation: string;
}

/** What the editor shows at a place, in its order. */
export interface Form {
	place: Place;
	properties: INodeProperties[];
}

/** A property with places that one condition of n8n's names: these resources and these operations. */
export interface Merged {
	property: INodeProperties;
	resources: string[];
	operations: string[];
	places: Place[];
}

/**
 * The properties of all forms, equal ones once, as n8n looks through all of them at every step of a workflow. By their
 * conditions each place shows its own and no others, in its order. What does not exist, such as an operation of another
 * resource, may be named by a condition.
 */
export function merged(forms: Form[]): Merged[] {
	const existing = toPlaces(forms.map(({ place }) => place));
	return overlay(forms).flatMap(({ property, places }) =>
		rectangles(toPlaces(places), existing).map(({ resources, operations }) => ({
			property,
			resources,
			operations: [...operations],
			places: places.filter(({ resource }) => resources.includes(resource)),
		})),
	);
}

interface Overlaid {
	property: INodeProperties;
	places: Place[];
}

/** Lays forms over each other: equal properties become one, unless the order of a form forbids it. */
function overlay(forms: Form[]): Overlaid[] {
	const result: Overlaid[] = [];
	const known = new Map<string, Overlaid>();
	const keyOf = keys();
	for (const { place, properties } of forms) {
		let next = 0;
		for (const property of properties) {
			const key = keyOf(property);
			const same = known.get(key);
			const at = same ? result.indexOf(same, next) : -1;
			if (same && at >= 0) {
				same.places.push(place);
				next = at + 1;
			} else {
				const added = { property, places: [place] };
				known.set(key, added);
				result.splice(next++, 0, added);
			}
		}
	}
	return result;
}

/** What equal properties have in common. Most are the same object, whose text is made once. */
function keys() {
	const known = new Map<INodeProperties, string>();
	return (property: INodeProperties): string => {
		const key = known.get(property) ?? JSON.stringify(property);
		known.set(property, key);
		return key;
	};
}

interface Rectangle {
	resources: string[];
	operations: Set<string>;
	/** Other operations of its resources. */
	others: Set<string>;
}

/** Cuts places into few rectangles of resources and operations that hold none of the other places that exist. */
function rectangles(places: Places, existing: Places): Rectangle[] {
	const result: Rectangle[] = [];
	for (const [resource, operations] of places) {
		const others = new Set(existing.get(resource));
		for (const operation of operations) others.delete(operation);
		const fitting = result.find(
			(one) => haveNone(operations, one.others) && haveNone(one.operations, others),
		);
		if (fitting) {
			fitting.resources.push(resource);
			for (const operation of operations) fitting.operations.add(operation);
			for (const other of others) fitting.others.add(other);
		} else result.push({ resources: [resource], operations: new Set(operations), others });
	}
	return result;
}

function haveNone(these: Set<string>, those: Set<string>): boolean {
	for (const one of these) if (those.has(one)) return false;
	return true;
}

/** The operations of each resource. */
type Places = Map<string, Set<string>>;

function toPlaces(places: Place[]): Places {
	const result: Places = new Map();
	for (const { resource, operation } of places) {
		const operations = result.get(resource);
		if (operations) operations.add(operation);
		else result.set(resource, new Set([operation]));
	}
	return result;
}
