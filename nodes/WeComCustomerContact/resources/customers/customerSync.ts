import type { IDataObject } from 'n8n-workflow';
import { atLeast } from '../../engine/checks';
import { toInteger } from '../../engine/convert';
import { HalfwayProblem } from '../../engine/problems';
import { simplified } from '../../engine/simplify';
import type { Call, Field, Operation, Output } from '../../engine/types';
import { asList, asObject } from '../../engine/values';
import { changed, userIds } from '../shared/fields';
import { getFollowUsers } from './followUser';
import { withTagNames } from '../tags/tagNames';
import { customerOf, simplifyRelation, type CustomerRecord } from './records';
import { addFullTags } from './syncFullTags';
import { readProgress, startProgress, writeProgress, type Progress } from './syncProgress';
import { walk } from './syncWalk';
import { say } from '../../texts/say';

/** The node's outputs, and which of them the progress goes to. */
const OUTPUTS = ['Customers', 'Progress'];
const PROGRESS = 1;

/**
 * Reads all customers of all members: several chunks of members at once, page after page, so that memory stays
 * at a few pages however many customers there are. The progress tells how far it came; with it the next run
 * goes on from there.
 */
async function* sync(call: Call): AsyncGenerator<Output[]> {
	const merge = call.values.output === 'customer';
	const progress = await startOrResume(call);
	const merged = new Map<string, CustomerRecord>();
	try {
		const walked = walk(call, progress, {
			most: Number(call.values.maxRelations) || Infinity,
			complete: async (records) => await completed(call, records),
		});
		for await (const pages of walked) {
			const records = pages.flatMap((page) => page.records);
			if (merge) mergeInto(merged, records);
			else yield await simplified(call, { simplify: simplifyRelation }, records);
			yield pages.flatMap((page) => page.failed.map((json) => ({ json })));
		}
	} catch (reason) {
		yield* ending(call, merged, progress);
		throw failedHalfway(reason, progress);
	}
	yield* ending(call, merged, progress);
}

/** The failure with the place to resume from, which must not be lost. */
function failedHalfway(reason: unknown, progress: Progress): HalfwayProblem {
	const { relations, members_left, resume_from } = summary(progress);
	return new HalfwayProblem(
		reason,
		say`Sync All had read ${String(relations)} relations, and ${String(members_left)} members were left. To go on from there, set "Resume From" to this resume_from`,
		{ resume_from },
	);
}

/** Customers that were merged, and how far the walk came. */
async function* ending(
	call: Call,
	merged: Map<string, CustomerRecord>,
	progress: Progress,
): AsyncGenerator<Output[]> {
	const customers = { simplify: customerOf(() => undefined) };
	yield await simplified(call, customers, [...merged.values()] as unknown as IDataObject[]);
	yield [{ json: summary(progress), output: PROGRESS }];
}

/** Relations with the names of their tags, as far as they are wanted. */
async function completed(call: Call, records: IDataObject[]): Promise<IDataObject[]> {
	if (call.values.fullTags === true) await addFullTags(call, records);
	return call.values.simplify === true ? await withTagNames(records, call) : records;
}

async function startOrResume(call: Call): Promise<Progress> {
	const { resumeFrom } = call.values;
	return resumeFrom === undefined
		? startProgress(await membersToWalk(call))
		: readProgress(String(resumeFrom));
}

/** The chosen members, or all who may have customers. */
export async function membersToWalk(call: Call): Promise<string[]> {
	const { userIds: chosen } = call.values;
	if (chosen !== undefined) return asList(chosen).map(String);
	const answer = await call.invoke(getFollowUsers, {});
	return asList(answer.follow_user).map(String);
}

function mergeInto(merged: Map<string, CustomerRecord>, records: IDataObject[]): void {
	for (const record of records) {
		const external_contact = asObject(record.external_contact);
		const id = String(external_contact.external_userid);
		const known = merged.get(id) ?? { external_contact, follow_user: [] };
		known.follow_user.push(asObject(record.follow_info));
		merged.set(id, known);
	}
}

function summary(progress: Progress): IDataObject {
	const done = progress.open.length === 0 && progress.waiting.length === 0;
	return {
		done,
		relations: progress.relations,
		members_left: progress.waiting.length + progress.open.flatMap((chunk) => chunk.members).length,
		...(done ? {} : { resume_from: writeProgress(progress) }),
	};
}

const options: Field[] = [
	{
		property: {
			displayName: 'Full Tags',
			name: 'fullTags',
			type: 'boolean',
			default: false,
			description:
				"Whether to read the names of all tags, the members' own ones too. Takes one more call per customer.",
		},
		group: 'options',
	},
	{
		property: {
			displayName: 'Max Relations per Run',
			name: 'maxRelations',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 0,
			description:
				'Stops the run at the end of the page with this relation and gives a place to resume from, so that a loop can read any number of customers. 0 means all in one run.',
		},
		group: 'options',
		as: toInteger,
		checks: [atLeast(0)],
	},
	{
		property: {
			displayName: 'Resume From',
			name: 'resumeFrom',
			type: 'string',
			default: '',
			description:
				'The resume_from of the progress of the run before, or of its error; empty starts from the beginning',
		},
		group: 'options',
		notAsTool: true,
	},
];

export const syncAll: Operation = {
	name: 'Sync All',
	value: 'syncAll',
	action: 'Sync all customers of all members with details',
	description:
		'Read all customers of all members. The second output has the progress, and where to resume when there is more; an error holds it, too (全量同步).',
	method: 'POST',
	endpoint: '/cgi-bin/externalcontact/batch/get_by_user',
	doc: 92994,
	access: 'read',
	several: true,
	fields: [
		{
			property: {
				displayName: 'Output',
				name: 'output',
				type: 'options',
				options: [
					{
						name: 'One Item per Customer',
						value: 'customer',
						description:
							'With the newest relation, and the other members as far as this run has read them',
					},
					{
						name: 'One Item per Relation',
						value: 'relation',
						description: 'A customer appears once for each member who follows them',
					},
				],
				default: 'relation',
			},
		},
		changed(userIds, {
			to: undefined,
			property: {
				description: 'Leave empty for all members',
			},
		}),
		...options,
	],
	simplify: simplifyRelation,
	outputs: OUTPUTS,
	run: sync,
};
