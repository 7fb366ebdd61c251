import type { Edition, Facts, Findings } from '../facts';
import { counter } from './counter';
import { overlap } from './spans';

/**
 * To store a new token, n8n reads the credential and writes all of it, and so undoes an edit that is saved in between.
 * A moment, unless it waits for CPU time; what takes longer is something else.
 */
const UNDOING_MS = 3000;

type Known = Pick<Facts, 'saved' | 'writes'>;

/** What the database held, one after the other. */
const heldIn = (writes: Known['writes']) =>
	writes
		.filter(({ app }, index) => index === 0 || writes[index - 1]!.app !== app)
		.map(({ app, at }, index, all): Edition => {
			return { app, from: at, to: all[index + 1]?.at ?? Infinity };
		});

/** What the stored credential opened, and since when, between one saving and the next. */
export const editionsHeld = ({ saved, writes }: Known) =>
	saved.flatMap((edition) =>
		heldIn(writes)
			.filter((held) => overlap(held, edition))
			.map(({ app, from, to }): Edition => {
				return { app, from: Math.max(from, edition.from), to: Math.min(to, edition.to) };
			}),
	);

/** Whether n8n, storing a token, brought back what was there before the edit. */
const isUndoing = (now: Edition, edit?: Edition, before?: Edition) =>
	edit !== undefined &&
	before !== undefined &&
	before.app === now.app &&
	now.from <= edit.from + UNDOING_MS;

/** What was saved is stored, unless n8n has undone it at once. */
export const checkEdits = ({ saved, writes }: Known): Findings => {
	const problems: string[] = [];
	const { counts, count } = counter('credential saved', 'edits undone by n8n');
	const held = heldIn(writes);
	for (const edition of saved) {
		count('credential saved');
		held.forEach((now, index) => {
			if (!overlap(now, edition) || now.app === edition.app) return;
			const [edit, before] = [held[index - 1], held[index - 2]];
			if (edit?.app === edition.app && isUndoing(now, edit, before)) count('edits undone by n8n');
			else {
				const [is, was] = [now.app ?? 'none', edition.app ?? 'none'];
				problems.push(`the stored credential was for ${is}, though that for ${was} was saved`);
			}
		});
	}
	return { problems, counts: { ...counts, 'credential stored': writes.length } };
};
