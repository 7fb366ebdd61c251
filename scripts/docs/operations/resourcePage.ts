import { offersLimit } from '../../../nodes/WeComCustomerContact/engine/commonFields';
import { simplifierOf } from '../../../nodes/WeComCustomerContact/engine/simplify';
import type { Operation, Resource } from '../../../nodes/WeComCustomerContact/engine/types';
import { NOTE, officialPage, page } from '../markdown';
import { code, fieldsTable, sentence } from './fieldsTable';
import { recipesWith } from './recipes';
import { samples } from './sample';
import { WORDS } from './words';

/** The page of a resource, in the folder of its language: by the value, which is the same in all of them. */
export const fileOf = ({ value }: Resource) =>
	`${value.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.md`;

/** What the table says about calls, each with a link to what that means. */
function behavior({
	chunks,
	paging,
	tolerates = {},
	access,
	look,
	doneAlready,
	...rest
}: Operation) {
	const operation = { chunks, paging, access, ...rest } as Operation;
	const codes = (doneAlready ?? []).map((errcode) => code(String(errcode))).join(WORDS.comma);
	return [
		offersLimit(operation) && WORDS.returnAll,
		paging?.size && WORDS.pages(paging.size.max),
		simplifierOf(operation) && WORDS.simplify,
		chunks && WORDS.chunks(chunks.max, chunks.list),
		(chunks?.everyId || chunks?.failed) && WORDS.failedParts,
		...Object.keys(tolerates).map((errcode) => WORDS.tolerated[errcode]),
		access === 'idempotent' && WORDS.idempotent,
		codes !== '' && WORDS.doneAlready(codes),
		access === 'once' && WORDS.once(look ?? ''),
	].filter((fact): fact is string => typeof fact === 'string' && fact !== '');
}

function operationSection(resource: Resource, operation: Operation): string[] {
	const { name, fields, description, method, endpoint, doc } = operation;
	const facts = behavior(operation);
	const recipes = recipesWith(`${resource.value}.${operation.value}`);
	return [
		`## ${name}`,
		`${sentence(description)}${WORDS.stop.slice(1)}${code(`${method} ${endpoint}`)}${WORDS.and}${WORDS.page(officialPage(doc))}${WORDS.stop.trim()}`,
		...(fields.length > 0 ? [fieldsTable(fields)] : []),
		...(facts.length > 0 ? [facts.join(' · ')] : []),
		...samples(resource.value, operation),
		...(recipes.length > 0 ? [WORDS.used(recipes.join(WORDS.comma))] : []),
	];
}

export const resourcePage = (resource: Resource): string =>
	page(
		NOTE,
		`# ${resource.name}`,
		`${sentence(resource.description)}${WORDS.stop.slice(1)}[${WORDS.all}](README.md) · [${WORDS.behave}](behavior.md)`,
		...resource.operations.flatMap((operation) => operationSection(resource, operation)),
	);
