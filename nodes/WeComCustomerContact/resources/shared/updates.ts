import type { IDataObject } from 'n8n-workflow';
import type { Given } from '../../engine/types';
import { say } from '../../texts/say';

// What comes out of a write: an update sends what the user set under Update Fields and the ID of what is changed.

const changesOf = (body: IDataObject, id: string) =>
	Object.keys(body).filter((name) => name !== id);

/** Refuses an update without a change. */
export const needsChange =
	(id: string) =>
	({ request: { body } }: Given): string | undefined =>
		changesOf(body, id).length === 0
			? say`There is nothing to change. Add a field under "Update Fields"`
			: undefined;

/** The item of an update: the ID and which fields were set. */
export const updatedFields =
	(id: string) =>
	(_answer: unknown, { asked: { body } }: Given): IDataObject => ({
		[id]: body[id],
		updated: changesOf(body, id),
	});

/** The item of what WeCom answers nothing about: what was asked for, and that it was done. */
export const done =
	(what: 'deleted' | 'canceled' | 'reminded' | 'closed') =>
	(_answer: unknown, { request: { body } }: Given): IDataObject => ({ ...body, [what]: true });
