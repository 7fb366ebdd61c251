import { TEXTS } from './texts';

/**
 * A message to people in the language of the server: an error, a reason, a hint. Its Chinese words stand in
 * `zh-CN/messages/`, under the English ones with {1}, {2} … for what is filled in. Never for data that workflows
 * go by, which has to be the same on all servers; why a part failed (`reason`) is for people.
 */
export function say(english: TemplateStringsArray, ...filledIn: unknown[]): string {
	const chinese = TEXTS?.messages[keyOf(english)];
	return chinese === undefined
		? String.raw({ raw: english }, ...filledIn)
		: chinese.replace(/\{(\d+)\}/g, (_, place: string) => String(filledIn[Number(place) - 1]));
}

const keyOf = (english: TemplateStringsArray) =>
	english.reduce((text, part, place) => `${text}{${place}}${part}`);
