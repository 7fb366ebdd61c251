import type { IDataObject } from 'n8n-workflow';
import { atLeast } from '../../engine/checks';
import { toInteger } from '../../engine/convert';
import { HalfwayProblem } from '../../engine/problems';
import type { Call, Field, Operation, Output } from '../../engine/types';
import { asList, asObject } from '../../engine/values';
import { changed, userIds } from '../shared/fields';
import { getFollowUsers } from './followUser';
import { simplifyRelation } from './records';
import { readProgress, startProgress, writeProgress, type Progress } from './syncProgress';
import { walk } from './syncWalk';
import { say } from '../../texts/say';

/**
 * Walks all customers of all members: several chunks of members at once, page after page, so that memory stays
 * at a few pages however many customers there are. The last item tells how far it came; with it the next run
 * goes on from there.
 */
async function* sync(call: Call): AsyncGenerator<Output[]> {
	const merge = call.values.output === 'customer';
	const progress = await startOrResume(call);
	const merged = new Map<string, IDataObject>();
	try {
		const walked = walk(call, progress, {
			most: Number(call.values.maxRelations) || Infinity,
			fullTags: call.values.fullTags === true,
		});
		for await (const pages of walked) {
			const records = pages.flatMap((page) => page.records);
			if (merge) mergeInto(merged, records);
			else yield records.map((record) => ({ json: simplifyRelation(record) }));
			yield pages.flatMap((page) => page.failed.map((json) => ({ json })));
		}
	} catch (reason) {
		yield ending(merged, progress);
		throw failedHalfway(reason, progress);
	}
	yield ending(merged, progress);
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
const ending = (merged: Map<string, IDataObject>, progress: Progress): Output[] =>
	[...merged.values(), { sync: summary(progress) }].map((json) => ({ json }));

async function startOrResume(call: Call): Promise<Progress> {
	const { resumeFrom, userIds: chosen } = call.values;
	if (resumeFrom !== undefined) return readProgress(String(resumeFrom));
	if (chosen !== undefined) return startProgress(asList(chosen).map(String));
	const answer = await call.invoke(getFollowUsers, {});
	return startProgress(asList(answer.follow_user).map(String));
}

function mergeInto(merged: Map<string, IDataObject>, records: IDataObject[]): void {
	for (const { external_contact, follow_info } of records.map(asObject)) {
		const customer = asObject(external_contact);
		const id = String(customer.external_userid);
		const known = merged.get(id) ?? {
			...simplifyRelation({ external_contact: customer }),
			follow_info: undefined,
			follow_user: [],
		};
		(known.follow_user as unknown[]).push(follow_info);
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
				'Stops the run at the end of the page with this relation and gives a place to resume from, so that a loop can walk any number of customers. 0 means all in one run.',
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
				'The sync.resume_from of the last item of the run before, or the resume_from of its error; empty starts from the beginning',
		},
		group: 'options',
		notAsTool: true,
	},
];

export const syncAll: Operation = {
	name: 'Sync All',
	value: 'syncAll',
	action: 'Sync all customers',
	description:
		'Walk all customers of all members. The last item holds the progress, and where to resume when there is more; an error holds it, too (全量同步).',
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
							'With all members who follow the customer, as far as this run has read them',
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
	run: sync,
};
