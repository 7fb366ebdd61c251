import { NodeApiError, type IDataObject } from 'n8n-workflow';
import type { Call } from '../../engine/types';
import { asList, asObject } from '../../engine/values';
import { oncePerApp } from '../shared/oncePerApp';
import { readTags } from './tagCreation';
import { CORP_TAGS, RULE_GROUP_TAGS, type TagKind } from './tagKinds';
import { say } from '../../texts/say';

/** Tags by their ID, in the form that WeCom gives a customer's tags; nothing if the app may not read them. */
type TagsById = ReadonlyMap<string, IDataObject> | undefined;

const corpTags = oncePerApp(async (call) => await tagsById(call, CORP_TAGS));
const ruleGroupTags = oncePerApp(async (call) => await tagsById(call, RULE_GROUP_TAGS));

/**
 * Relations with their tags by name, where WeCom gave their IDs alone. The library of corp tags is read once an
 * execution; that of rule groups only if there are other IDs. An app that may not read it gets IDs and a hint.
 */
export async function withTagNames(records: IDataObject[], call: Call): Promise<IDataObject[]> {
	const ids = new Set(records.flatMap((record) => idsOf(record).map(String)));
	if (ids.size === 0) return records;
	const ofCorp = await corpTags.of(call);
	if (!ofCorp) return records;
	const areKnown = [...ids].every((id) => ofCorp.has(id));
	const ofRuleGroups = areKnown ? undefined : await ruleGroupTags.of(call);
	const tagOf = (id: string) => ofCorp.get(id) ?? ofRuleGroups?.get(id) ?? { tag_id: id };
	return records.map((record) => {
		const given = idsOf(record);
		if (given.length === 0) return record;
		const tags = given.map((id) => tagOf(String(id)));
		return { ...record, follow_info: { ...asObject(record.follow_info), tags } };
	});
}

/** Of a relation whose tags have no names yet. */
function idsOf({ follow_info }: IDataObject): unknown[] {
	const { tags, tag_id } = asObject(follow_info);
	return tags === undefined ? asList(tag_id) : [];
}

async function tagsById(call: Call, kind: TagKind): Promise<TagsById> {
	const tags = await readTags(call, kind).catch(hintOf(call));
	return (
		tags &&
		new Map(
			tags.map(({ id, name, group_name }) => [
				String(id),
				{ tag_id: id, tag_name: name, group_name },
			]),
		)
	);
}

/** A refusal is told beside the items; anything else is an error. */
const hintOf = (call: Call) => (error: unknown) => {
	const errcode = error instanceof NodeApiError ? error.context.errcode : undefined;
	if (errcode === undefined) throw error;
	call.context.addExecutionHints({
		type: 'info',
		location: 'outputPane',
		message: say`Tags are shown without names: WeCom did not give the app the list of tags (error ${String(errcode)})`,
	});
	return undefined;
};
