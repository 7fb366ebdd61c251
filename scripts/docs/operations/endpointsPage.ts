import { ANY_ENDPOINT } from '../../../nodes/WeComCustomerContact/resources/apiCall/apiCall';
import { resources } from '../../../nodes/WeComCustomerContact/resources';
import { isChinese } from '../../../nodes/WeComCustomerContact/texts/language';
import { anchor, NOTE, page, table } from '../markdown';
import { NOT_OFFERED } from '../notOffered';
import { code } from './fieldsTable';
import { fileOf } from './resourcePage';
import { WORDS } from './words';

/** Operations by their endpoint; Sync All has one with Get Many by Members in common. */
function endpointRows(): string[][] {
	const links = new Map<string, string[]>();
	for (const resource of resources) {
		for (const { name, endpoint } of resource.operations) {
			if (endpoint === ANY_ENDPOINT) continue;
			const link = `[${resource.name}${WORDS.colon}${name}](${fileOf(resource)}#${anchor(name)})`;
			links.set(endpoint, [...(links.get(endpoint) ?? []), link]);
		}
	}
	return [...links]
		.sort(([a], [b]) => a.localeCompare(b, 'en'))
		.map(([endpoint, operations]) => [code(endpoint), operations.join(WORDS.comma)]);
}

export const endpointsPage = (): string =>
	page(
		NOTE,
		`# ${WORDS.endpoints}`,
		WORDS.endpointsAbout,
		table(WORDS.endpoint, endpointRows()),
		`## ${WORDS.left}`,
		WORDS.leftAbout,
		table(
			WORDS.why,
			Object.entries(NOT_OFFERED).map(([endpoint, [english, chinese]]) => [
				code(endpoint),
				isChinese ? chinese : english,
			]),
		),
	);
