import type { IDataObject } from 'n8n-workflow';
import type { Call, Given, Operation, Output } from '../../engine/types';
import { asList } from '../../engine/values';
import { fromItem } from '../shared/chained';
import { changed, externalUserId, userId } from '../shared/fields';
import { oncePerApp } from '../shared/oncePerApp';
import { createTags, readTags } from './tagCreation';
import { tagGroupName, tagIds, tagNames } from './tagFields';
import { CORP_TAGS } from './tagKinds';
import { say } from '../../texts/say';

// Tags of a customer: each member who follows the customer has tags of their own there.

const marking = {
	method: 'POST',
	endpoint: '/cgi-bin/externalcontact/mark_tag',
	doc: 92118,
	access: 'idempotent',
	did: 'tagged',
	ids: ['userid', 'external_userid'],
	echoes: true,
} as const;

const whose = [fromItem(userId, 'member'), fromItem(externalUserId, 'customer')];

const marked = (_answer: unknown, { request: { body } }: Given): IDataObject => ({
	...(body.add_tag === undefined ? {} : { added_tag_ids: body.add_tag }),
	...(body.remove_tag === undefined ? {} : { removed_tag_ids: body.remove_tag }),
});

const chosen = changed(tagIds(CORP_TAGS), { property: { required: true } });

/** WeCom would have to put the tag on and take it off at once. */
function onBothSides({ add_tag, remove_tag }: IDataObject): string | undefined {
	const twice = asList(remove_tag).find((id) => asList(add_tag).includes(id));
	return twice === undefined
		? undefined
		: say`The tag ${String(twice)} is to be added and removed at once. Take it out of one of the two lists`;
}

export const addToCustomer: Operation = {
	...marking,
	name: 'Add to Customer',
	value: 'addToCustomer',
	action: 'Add tags to a customer by tag ID',
	description: 'Give a customer of a member tags, by choosing them from the list (打标签)',
	fields: [
		...whose,
		changed(chosen, { to: 'add_tag' }),
		changed(tagIds(CORP_TAGS), {
			group: 'options',
			to: 'remove_tag',
			property: {
				displayName: 'Remove Tag Names or IDs',
				name: 'removeTagIds',
				description: 'Tags to remove in the same call, such as the stage before',
			},
		}),
	],
	check: ({ request: { body } }) => onBothSides(body),
	shape: marked,
};

export const removeFromCustomer: Operation = {
	...marking,
	name: 'Remove From Customer',
	value: 'removeFromCustomer',
	action: 'Remove tags from a customer by tag ID',
	description: 'Take tags off a customer of a member (移除标签)',
	fields: [...whose, changed(chosen, { to: 'remove_tag' })],
	did: 'untagged',
	shape: marked,
};

/** Tags by group and name. */
type TagsByName = Map<string, IDataObject>;

const place = (group: unknown, name: unknown) => JSON.stringify([group, name]);

async function readLibrary(call: Call): Promise<TagsByName> {
	const tags = await readTags(call, CORP_TAGS);
	return new Map(tags.map((tag) => [place(tag.group_name, tag.name), tag]));
}

/** The library as each execution knows it: read once, then kept up to date. */
const library = oncePerApp(readLibrary);

/** After a failure the next item reads the library anew: someone may have deleted a tag. */
const forget = (call: Call) => (error: unknown) => {
	library.forget(call);
	throw error;
};

async function* addByName(call: Call): AsyncGenerator<Output[]> {
	const group = String(call.values.tagGroupName);
	const names = asList(call.values.tagNames).map(String);
	const known = await library.of(call);
	const missing = names.filter((name) => !known.has(place(group, name)));
	const tags = new Map(
		names.map((name) => [name, { ...known.get(place(group, name)), created: false }]),
	);
	if (missing.length > 0) {
		const made = await createTags(call, CORP_TAGS, {
			...existingGroup(known, group),
			tag: missing.map((name) => ({ name })),
		});
		for (const { created, ...tag } of made) {
			known.set(place(group, tag.name), tag);
			tags.set(String(tag.name), { ...tag, created: created === true });
		}
	}
	const { external_userid, userid } = call.request.body;
	const ids = [...tags.values()].map((tag: IDataObject) => String(tag.id));
	await call.send({ body: { userid, external_userid, add_tag: ids } }).catch(forget(call));
	const json = {
		added_tag_ids: ids,
		added_tag_names: names,
		created_tag_names: names.filter((name) => tags.get(name)?.created),
	};
	yield [{ json }];
}

function existingGroup(known: TagsByName, group_name: string) {
	const member = [...known.values()].find((tag) => tag.group_name === group_name);
	return member ? { group_id: String(member.group_id) } : { group_name };
}

export const addToCustomerByName: Operation = {
	...marking,
	name: 'Add to Customer by Name',
	value: 'addToCustomerByName',
	action: 'Add tags to a customer by tag name and create missing ones',
	description:
		'Give a customer of a member tags by their names. Tags that do not exist yet are created (按名称打标签).',
	fields: [...whose, tagGroupName, tagNames],
	run: addByName,
};
