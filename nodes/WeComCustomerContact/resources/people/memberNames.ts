import type { IDataObject } from 'n8n-workflow';
import { isFailedPart } from '../../engine/failedPart';
import type { Call, Field, Operation } from '../../engine/types';
import { readCredential } from '../../transport/credential';
import { rowOf } from '../shared/row';
import { oncePerApp } from '../shared/oncePerApp';
import { nameIn, readingOf, readNames, type Reading } from './names';

/** Calls of an execution for names. */
const MOST_CALLS = 200;

/** How far an execution has come with an app. */
interface OfExecution {
	reading: Reading;
	/** Items that run side by side ask one after another, so that nobody is asked for twice. */
	last: Promise<void>;
	isTold: boolean;
}

const executions = oncePerApp<OfExecution>(async ({ context, itemIndex }) => ({
	reading: readingOf(await readCredential(context, itemIndex), MOST_CALLS),
	last: Promise.resolve(),
	isTold: false,
}));

/**
 * Items with `member_name` after `userid`, where WeCom gives the app that name. What it refuses makes no error, but a
 * hint, once an execution.
 */
async function withMemberNames(items: IDataObject[], call: Call): Promise<IDataObject[]> {
	if (call.values.includeMemberNames === false) return items;
	const wanted = items.filter((item) => item.userid && !isFailedPart(item));
	const ids = [...new Set(wanted.map(({ userid }) => String(userid)))];
	if (ids.length === 0) return items;
	const own = await executions.of(call);
	own.last = own.last.then(async () => tell(call, own, await readNames(own.reading, ids, call)));
	await own.last;
	return items.map((item) =>
		isFailedPart(item) ? item : named(item, nameIn(own.reading, item.userid)),
	);
}

function tell({ context }: Call, own: OfExecution, message: string | undefined): void {
	if (message === undefined || own.isTold) return;
	own.isTold = true;
	context.addExecutionHints({ type: 'info', location: 'outputPane', message });
}

function named(item: IDataObject, name: string | undefined): IDataObject {
	if (name === undefined) return item;
	const names: string[] = [];
	const cells: unknown[] = [];
	for (const key in item) {
		names.push(key);
		cells.push(item[key]);
		if (key !== 'userid') continue;
		names.push('member_name');
		cells.push(name);
	}
	return rowOf(names, cells);
}

const includeMemberNames: Field = {
	property: {
		displayName: 'Include Member Names',
		name: 'includeMemberNames',
		type: 'boolean',
		default: true,
		description:
			'Whether to add the name of the member (member_name) beside the ID, if WeCom shows it to the app. Names are remembered for ten minutes, and an execution makes at most 200 more calls for them.',
	},
	group: 'options',
	notAsTool: true,
};

/** An operation whose items get the names of members beside their IDs, unless the user does not want them. */
export const withNames = <T extends Operation>(operation: T): T => ({
	...operation,
	fields: [...operation.fields, includeMemberNames],
	complete: withMemberNames,
});
