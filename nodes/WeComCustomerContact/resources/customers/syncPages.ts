import type { IDataObject } from 'n8n-workflow';
import { refusedPart } from '../../engine/failedPart';
import { chunked } from '../../engine/chunks';
import { AnswerProblem } from '../../engine/problems';
import type { Call } from '../../engine/types';
import { asList, asObject, isBlank, pick } from '../../engine/values';
import { MEMBER_CODES, NO_CUSTOMERS } from './memberCodes';
import type { Chunk } from './syncProgress';
import { say } from '../../texts/say';

/** How many relations WeCom sends at once. */
export const RELATIONS_PER_PAGE = 100;

const REASONS: Readonly<Record<number, string>> = {
	40003: say`The member ID is not valid`,
	40031: say`The member ID is not valid`,
	84074: say`The member has no Customer Contact permission (客户联系使用范围)`,
	701008: say`The member has no interop license (互通账号)`,
};
const OUT_OF_SCOPE = say`The member does not exist or is outside the visible scope of the app`;

/** What one call gave. */
export interface SyncPage {
	records: IDataObject[];
	/** What is still to be read of the chunk; halves of it when one of its members was refused. */
	left: Chunk[];
	failed: IDataObject[];
}

/** Reads the next page of a chunk. */
export async function readPage(call: Call, { members, cursor }: Chunk): Promise<SyncPage> {
	const body: IDataObject = { userid_list: members, limit: RELATIONS_PER_PAGE };
	if (cursor) body.cursor = cursor;
	const answer = await call.send({ body, tolerates: MEMBER_CODES });
	const errcode = Number(answer.errcode ?? 0);
	if (errcode !== 0 && members.length > 1) {
		const halves = chunked(members, Math.ceil(members.length / 2));
		return { records: [], left: halves.map((half) => ({ members: half })), failed: [] };
	}
	if (errcode === NO_CUSTOMERS) return { records: [], left: [], failed: [] };
	if (errcode !== 0) {
		return { records: [], left: [], failed: [failedMember(members[0]!, answer)] };
	}
	const next = answer.next_cursor;
	const unlicensed = cursor ? [] : asList(pick(answer, 'fail_info.unlicensed_userid_list'));
	return {
		records: asList(answer.external_contact_list).map(asObject),
		left: isBlank(next) ? [] : [{ members, cursor: nextCursor(String(next), cursor) }],
		failed: unlicensed.map((member) => failedMember(String(member), { errcode: 701008 })),
	};
}

function nextCursor(next: string, cursor: string | undefined): string {
	if (next !== cursor) return next;
	throw new AnswerProblem(
		say`WeCom sent the same page cursor twice, so this list would never end. Run it again with "Resume From" empty`,
	);
}

const failedMember = (userid: string, refusal: IDataObject): IDataObject =>
	refusedPart({ userid }, refusal, REASONS[Number(refusal.errcode)] ?? OUT_OF_SCOPE);
