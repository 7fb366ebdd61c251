import { pick } from '../engine/values';
import { MOMENTS } from '../resources/shared/newestFirst';
import { searchPublished } from './published';

const THIRTY_DAYS = 30 * 24 * 60 * 60;
const WORDS = 40;

/** The moments of the last 30 days by their day and text. */
export const searchMoments = searchPublished({
	list: MOMENTS,
	reach: THIRTY_DAYS,
	toChoice: ({ moment_id, ...content }, day) => ({
		name: `${day} · ${titleOf(content)}`,
		value: String(moment_id),
	}),
});

/** How the text begins, the link's title, or what there is to see. */
function titleOf(content: object): string {
	const text = pick(content, 'text.content') || pick(content, 'link.title');
	if (text) return [...String(text).replace(/\s+/g, ' ')].slice(0, WORDS).join('');
	return Object.keys(content)
		.filter((name) => ['image', 'video', 'link', 'location'].includes(name))
		.join(', ');
}
