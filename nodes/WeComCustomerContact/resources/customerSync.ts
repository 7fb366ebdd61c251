import type { IDataObject } from 'n8n-workflow';
import { atLeast } from '../engine/checks';
import { toIdList, toInteger } from '../engine/convert';
import { inOrder } from '../engine/inOrder';
import { chunked } from '../engine/outputs';
import { AnswerProblem } from '../engine/problems';
import type { Call, Field, Operation, Output } from '../engine/types';
import { asList, asObject, isBlank, pick } from '../engine/values';
import { changed, userIds } from './fields';
import { simplifyRelation } from './records';
import {
	readProgress,
	startProgress,
	writeProgress,
	type Chunk,
	type Progress,
} from './syncProgress';

const MEMBERS_PER_CALL = 100;
const RELATIONS_PER_PAGE = 100;

/** Codes that are about one of the members: the others of the chunk are read all the same. */
const MEMBER_CODES = [40003, 40031, 46004, 50002, 60011, 60021, 60111, 84061, 84074, 701008];

const REASONS: Readonly<Record<number, string>> = {
	40003: 'The member ID is not valid',
	40031: 'The member ID is not valid',
	84074: 'The member has no Customer Contact permission (客户联系使用范围)',
	701008: 'The member has no interop licence (互通账号)',
};
const OUT_OF_SCOPE = 'The member does not exist or is outside the visible scope of the app';

/**
 * Walks all customers of all members: several chunks of members at once, a page each per round, so that
 * memory stays at a few pages however many customers there are. The last item tells how far it came; with it the
 * next run goes on from there.
 */
async function* sync(call: Call): AsyncGenerator<Output[]> {
	const most = Number(call.parameter('options.maxRelations', 0)) || Infinity;
	const merge = call.parameter('output') === 'customer';
	const fullTags = call.parameter('options.fullTags', false) === true;
	const progress = await startOrResume(call);
	const merged = new Map<string, IDataObject>();

	while (progress.relations < most) {
		// No more pages than the maximum still has room for.
		const width = Math.min(call.width, Math.ceil((most - progress.relations) / RELATIONS_PER_PAGE));
		fillOpen(progress, width);
		if (progress.open.length === 0) break;
		const round = await readRound(call, progress.open.slice(0, width));
		if (round.failure) {
			yield ending(merged, progress);
			throw round.failure;
		}
		const { pages } = round;
		const records = pages.flatMap((page) => page.records);
		progress.open = [...pages.flatMap((page) => page.left), ...progress.open.slice(width)];
		progress.relations += records.length;
		if (fullTags) await addFullTags(call, records);
		if (merge) mergeInto(merged, records);
		else yield records.map((record) => ({ json: simplifyRelation(record) }));
		yield pages.flatMap((page) => page.failed.map((json) => ({ json })));
	}

	yield ending(merged, progress);
}

/** Customers that were merged so far, and how far the walk came: also after a failure. */
const ending = (merged: Map<string, IDataObject>, progress: Progress): Output[] =>
	[...merged.values(), { sync: summary(progress) }].map((json) => ({ json }));

async function startOrResume(call: Call): Promise<Progress> {
	const from = call.parameter('options.resumeFrom', '');
	if (!isBlank(from)) return readProgress(String(from));
	const chosen = call.parameter('userIds', []);
	if (!isBlank(chosen)) return startProgress(toIdList(chosen, '"Member Names or IDs"'));
	const answer = await call.send({
		method: 'GET',
		endpoint: '/cgi-bin/externalcontact/get_follow_user_list',
		doc: 92571,
		query: {},
	});
	return startProgress(asList(answer.follow_user).map(String));
}

/** Takes members from the waiting list until enough chunks are under way. */
function fillOpen(progress: Progress, width: number): void {
	const room = width - progress.open.length;
	if (room <= 0) return;
	const taken = progress.waiting.splice(0, room * MEMBERS_PER_CALL);
	// Few members make smaller chunks, so that several calls can still run side by side.
	const size = Math.min(MEMBERS_PER_CALL, Math.max(1, Math.ceil(taken.length / room)));
	progress.open.push(...chunked(taken, size).map((members) => ({ members })));
}

/** A page of each open chunk. After a failure nothing of the round counts: resuming reads it again. */
async function readRound(
	call: Call,
	open: Chunk[],
): Promise<{ pages: PageRead[]; failure?: Error }> {
	return await inOrder(
		open.length,
		call.width,
		async (index) => await readPage(call, open[index]!),
	).then(
		(pages) => ({ pages }),
		(failure: Error) => ({ pages: [], failure }),
	);
}

interface PageRead {
	records: IDataObject[];
	/** What is still to be read of the chunk; halves of it when one of its members was refused. */
	left: Chunk[];
	failed: IDataObject[];
}

async function readPage(call: Call, chunk: Chunk): Promise<PageRead> {
	const { members, cursor } = chunk;
	const body: IDataObject = { userid_list: members, limit: RELATIONS_PER_PAGE };
	if (cursor) body.cursor = cursor;
	const answer = await call.send({ body, tolerates: MEMBER_CODES });
	const errcode = Number(answer.errcode ?? 0);
	if (errcode !== 0 && members.length > 1) {
		const halves = chunked(members, Math.ceil(members.length / 2));
		return { records: [], left: halves.map((half) => ({ members: half })), failed: [] };
	}
	if (errcode === 84061) return { records: [], left: [], failed: [] };
	if (errcode !== 0) {
		return { records: [], left: [], failed: [failedMember(members[0]!, errcode)] };
	}
	const next = answer.next_cursor;
	const unlicensed = cursor ? [] : asList(pick(answer, 'fail_info.unlicensed_userid_list'));
	return {
		records: asList(answer.external_contact_list).map(asObject),
		left: isBlank(next) ? [] : [{ members, cursor: nextCursor(String(next), cursor) }],
		failed: unlicensed.map((member) => failedMember(String(member), 701008)),
	};
}

function nextCursor(next: string, cursor: string | undefined): string {
	if (next !== cursor) return next;
	throw new AnswerProblem(
		'WeCom sent the same page cursor twice, so this list would never end. Run it again with "Resume From" empty',
	);
}

const failedMember = (userid: string, errcode: number): IDataObject => ({
	userid,
	failed: true,
	errcode,
	reason: REASONS[errcode] ?? OUT_OF_SCOPE,
});

/** The batch has tag ids only; a customer's details have names, and the members' own tags too. */
async function addFullTags(call: Call, records: IDataObject[]): Promise<void> {
	const ids = [
		...new Set(records.map((record) => String(pick(record, 'external_contact.external_userid')))),
	];
	const tagsOf = new Map<string, unknown>();
	await inOrder(ids.length, call.width, async (index) => {
		const external_userid = ids[index]!;
		const pages = call.pages(
			{ items: 'follow_user' },
			{
				method: 'GET',
				endpoint: '/cgi-bin/externalcontact/get',
				doc: 92114,
				query: { external_userid },
				body: {},
				tolerates: [84061],
			},
		);
		for await (const page of pages) {
			for (const { userid, tags } of page.records.map(asObject)) {
				tagsOf.set(`${external_userid} ${String(userid)}`, tags ?? []);
			}
		}
	});
	for (const record of records) {
		const follow = asObject(record.follow_info);
		const id = pick(record, 'external_contact.external_userid');
		follow.tags = (tagsOf.get(`${String(id)} ${String(follow.userid)}`) ?? []) as IDataObject[];
	}
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
		membersLeft: progress.waiting.length + progress.open.flatMap((chunk) => chunk.members).length,
		...(done ? {} : { resumeFrom: writeProgress(progress) }),
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
				'The sync.resumeFrom of the last item of the run before; empty starts from the beginning',
		},
		group: 'options',
	},
];

export const syncAll: Operation = {
	name: 'Sync All',
	value: 'syncAll',
	action: 'Sync all customers',
	description:
		'Walk all customers of all members. The last item holds the progress, and where to resume when there is more (全量同步).',
	method: 'POST',
	endpoint: '/cgi-bin/externalcontact/batch/get_by_user',
	doc: 92994,
	access: 'read',
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
				description:
					'Leave empty for all members. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
			},
		}),
		...options,
	],
	run: sync,
};
