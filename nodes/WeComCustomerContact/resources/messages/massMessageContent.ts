import { maxBytes, maxItems } from '../../engine/checks';
import type { Check, Field, Given } from '../../engine/types';
import { asList, asObject, isBlank } from '../../engine/values';
import { attachments } from '../shared/attachments';
import { changed, messageText } from '../shared/fields';
import { say } from '../../texts/say';

// What a mass message says: https://developer.work.weixin.qq.com/document/path/92135

/** A link's addresses are shorter here than in other messages. */
const MAX_ADDRESS = 2048;

const shortAddresses: Check = (value) => {
	for (const [index, entry] of asList(value).entries()) {
		const { url, picurl } = asObject(asObject(entry).link);
		const problems = [
			[say`Link URL`, url],
			[say`Picture URL`, picurl],
		].map(([label, address]) => {
			const problem = isBlank(address) ? undefined : maxBytes(MAX_ADDRESS)(address);
			return problem && say`${index + 1} (link): "${String(label)}" ${problem}`;
		});
		const first = problems.find(Boolean);
		if (first) return first;
	}
	return undefined;
};

/** Its text, and what comes with it. */
export const content: Field[] = [
	messageText(
		{
			description:
				'At most 4,000 bytes; a Chinese character counts as 3. May be empty when there are attachments.',
		},
		maxBytes(4000),
	),
	changed(attachments, { checks: [maxItems(9), shortAddresses] }),
];

/** That there is nothing in it, or nothing. */
export const contentProblem = ({ request: { body } }: Given): string | undefined =>
	body.text === undefined && body.attachments === undefined
		? say`A mass message needs a text, an attachment, or both. Fill in "Text" or add an attachment`
		: undefined;
