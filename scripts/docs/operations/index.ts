import { resources } from '../../../nodes/WeComCustomerContact/resources';
import { anchor, NOTE, page } from '../markdown';
import { attachmentsPage } from './attachmentsPage';
import { endpointsPage } from './endpointsPage';
import { sentence } from './fieldsTable';
import { fileOf, resourcePage } from './resourcePage';
import { WORDS } from './words';

const indexPage = (): string =>
	page(
		NOTE,
		`# ${WORDS.title}`,
		WORDS.about,
		...resources.flatMap((resource) => [
			`## [${resource.name}](${fileOf(resource)})`,
			resource.operations
				.map(
					({ name, description }) =>
						`- [${name}](${fileOf(resource)}#${anchor(name)})${WORDS.colon}${sentence(description)}`,
				)
				.join('\n'),
		]),
	);

/** The pages about operations in the language of this process: file → text. */
export const operationPages = (): Record<string, string> => ({
	[`${WORDS.folder}/README.md`]: indexPage(),
	[`${WORDS.folder}/attachments.md`]: attachmentsPage(),
	[`${WORDS.folder}/endpoints.md`]: endpointsPage(),
	...Object.fromEntries(
		resources.map((resource) => [`${WORDS.folder}/${fileOf(resource)}`, resourcePage(resource)]),
	),
});
