import type { IDataObject } from 'n8n-workflow';
import { AnswerProblem } from '../../engine/problems';
import type { Call } from '../../engine/types';
import { asList, asObject } from '../../engine/values';
import type { TagKind } from './tagKinds';
import { tagsOf } from './tagRecords';
import { say } from '../../texts/say';

/** What WeCom may answer when the group has a tag of this name: then it made none. */
const NAME_TAKEN = 40071;

/** A request of add_corp_tag or add_strategy_tag. */
export interface NewTags extends IDataObject {
	group_id?: string;
	group_name?: string;
	tag: Array<{ name: string; order?: number }>;
}

/**
 * Makes tags and answers every one that was wanted, with its ID and whether it was created. WeCom itself says
 * nothing of tags that were there already.
 *
 * @see https://developer.work.weixin.qq.com/document/path/92117
 */
export async function createTags(
	call: Call,
	kind: TagKind,
	request: NewTags,
): Promise<IDataObject[]> {
	const tags = new Map<string, IDataObject>();
	const answer = await add(call, kind, request, [NAME_TAKEN]);
	const keep = (found: IDataObject[], created: boolean) => {
		for (const tag of found) {
			if (!tags.has(String(tag.name))) tags.set(String(tag.name), { ...tag, created });
		}
	};
	const wanted = request.tag.map(({ name }) => name);
	const missing = () => request.tag.filter(({ name }) => !tags.has(name));

	keep(tagsOf([answer.tag_group]), true);
	if (missing().length > 0) {
		keep(await tagsOfGroup(call, kind, { ...request, ...knownGroup(answer) }), false);
	}
	if (missing().length > 0 && answer.errcode === NAME_TAKEN) {
		keep(tagsOf([(await add(call, kind, { ...request, tag: missing() })).tag_group]), true);
	}
	if (missing().length > 0) {
		throw new AnswerProblem(
			say`WeCom took the new tags but does not list ${missing()
				.map(({ name }) => say`"${name}"`)
				.join(say`, `)}. Look them up with Get Many, then run it again`,
		);
	}
	return wanted.map((name) => tags.get(name)!);
}

const add = async (call: Call, kind: TagKind, body: NewTags, tolerates: number[] = []) =>
	await call.send({ endpoint: kind.endpoints.add, doc: kind.doc, query: {}, body, tolerates });

function knownGroup(answer: IDataObject): IDataObject {
	const { group_id } = asObject(answer.tag_group);
	return group_id === undefined ? {} : { group_id };
}

/** The tags of one group as they are now. */
async function tagsOfGroup(
	call: Call,
	kind: TagKind,
	{ group_id, group_name, strategy_id }: IDataObject,
): Promise<IDataObject[]> {
	const tags = await readTags(call, kind, {
		...(strategy_id === undefined ? {} : { strategy_id }),
		...(group_id === undefined ? {} : { group_id: [group_id] }),
	});
	return group_id === undefined ? tags.filter((tag) => tag.group_name === group_name) : tags;
}

/** The tags of the library, without deleted ones. */
export async function readTags(
	call: Call,
	kind: TagKind,
	body: IDataObject = {},
): Promise<IDataObject[]> {
	const { endpoints, doc } = kind;
	const answer = await call.send({
		method: 'POST',
		endpoint: endpoints.list,
		doc,
		access: 'read',
		query: {},
		body,
	});
	const groups = asList(answer.tag_group).filter((group) => asObject(group).deleted !== true);
	return tagsOf(groups).filter((tag) => tag.deleted !== true);
}
