import type { IDataObject } from 'n8n-workflow';
import type { Given, Operation } from '../../engine/types';
import { say } from '../../texts/say';

// An update sends what the user set under Update Fields and the ID of what is changed.

const changesOf = (body: IDataObject, others: readonly string[]) =>
	Object.keys(body).filter((name) => !others.includes(name));

const needsChange =
	(others: readonly string[]) =>
	({ request: { body } }: Given): string | undefined =>
		changesOf(body, others).length === 0
			? say`There is nothing to change. Add a field under "Update Fields"`
			: undefined;

/**
 * An update of what has this ID: without a change it is refused, and its item says which fields were set.
 *
 * @param besides names in the request that are no change either
 */
export const updates = (id: string, ...besides: string[]) =>
	({
		did: 'updated',
		ids: [id],
		check: needsChange([id, ...besides]),
		shape: (_answer: unknown, { asked: { body } }: Given): IDataObject => ({
			updated_fields: changesOf(body, [id, ...besides]),
		}),
	}) satisfies Partial<Operation>;
