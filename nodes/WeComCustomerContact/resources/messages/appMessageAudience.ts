import type { IDataObject } from 'n8n-workflow';
import { maxItems } from '../../engine/checks';
import { toIdList, toIntegerList } from '../../engine/convert';
import { failedPart } from '../../engine/failedPart';
import type { Check, Field, Given } from '../../engine/types';
import { asList } from '../../engine/values';
import { say } from '../../texts/say';
import { fromItem } from '../shared/chained';
import { changed, departmentIds, optional, userId } from '../shared/fields';

// Who gets an app message: https://developer.work.weixin.qq.com/document/path/90236

const EVERYBODY = '@all';

/** WeCom takes lists as text, in which these two mean something else. */
const noSigns: Check = (value) => {
	const bad = asList(value).find((id) => String(id).includes('|') || /^@all$/i.test(String(id)));
	if (bad === undefined) return undefined;
	return String(bad).includes('|')
		? say`has "${String(bad)}". Separate IDs with commas`
		: say`has "${String(bad)}", which means everybody. Choose Everybody in "Send To" if that is meant`;
};

const sendTo: Field = {
	property: {
		displayName: 'Send To',
		name: 'sendTo',
		type: 'options',
		options: [
			{
				name: 'Departments and Member Tags',
				value: 'groups',
				description: 'Everybody in departments, or with tags of members',
			},
			{
				name: 'Everybody',
				value: 'everyone',
				description: 'Everybody who sees the app (可见范围)',
			},
			{ name: 'Members', value: 'members' },
		],
		default: 'members',
		description: 'Who gets the message, as far as the app may see them',
	},
};

const FOR_GROUPS = { displayOptions: { show: { sendTo: ['groups'] } } };

const memberTagIds: Field = {
	property: {
		displayName: 'Member Tag IDs',
		name: 'memberTagIds',
		type: 'string',
		...FOR_GROUPS,
		default: '',
		placeholder: 'e.g. 1, 2',
		description:
			'At most 100 tags of members (通讯录标签), separated by commas, or a list from an expression',
	},
	as: toIntegerList,
	checks: [maxItems(100)],
	narrows: true,
};

/** Members come with the item, as the member of an event does; departments and tags are an audience, and never do. */
export const audienceFields: Field[] = [
	sendTo,
	changed(
		fromItem(
			optional(
				userId,
				'Who gets the message. By ID, several are separated by commas, or a list from an expression; at most 1,000.',
			),
			'member',
		),
		{
			property: { displayOptions: { show: { sendTo: ['members'] } } },
			to: undefined,
			as: toIdList,
			checks: [maxItems(1000), noSigns],
		},
	),
	changed(optional(departmentIds, 'At most 100, each with all departments below it'), {
		property: FOR_GROUPS,
		to: undefined,
		checks: [maxItems(100)],
	}),
	memberTagIds,
];

/** What WeCom calls each part of an audience, and where it lists those of it that got nothing. */
const PARTS = [
	{ field: 'userId', to: 'touser', holders: 'userids', refused: 'invaliduser', as: 'userid' },
	{
		field: 'departmentIds',
		to: 'toparty',
		holders: 'partyids',
		refused: 'invalidparty',
		as: 'department_id',
	},
	{
		field: 'memberTagIds',
		to: 'totag',
		holders: 'tagids',
		refused: 'invalidtag',
		as: 'member_tag_id',
	},
] as const;

/** What is wrong with the choice of who gets the message, or nothing. */
export function audienceProblem({ values }: Given): string | undefined {
	if (values.sendTo === 'everyone') return undefined;
	if (PARTS.some(({ field }) => asList(values[field]).length > 0)) return undefined;
	return values.sendTo === 'groups'
		? say`Nobody is chosen who gets the message. Fill in "Department Names or IDs" or "Member Tag IDs"`
		: say`Nobody is chosen who gets the message. Fill in "Member": the item that comes in has no "userid"`;
}

/** Who gets the message, as WeCom takes it. */
export function receivers({ values }: Given): IDataObject {
	if (values.sendTo === 'everyone') return { touser: EVERYBODY };
	const lists = PARTS.map(({ field, to }) => [to, asList(values[field]).join('|')] as const);
	return Object.fromEntries(lists.filter(([, list]) => list !== ''));
}

/** The same where the card of those who got one is updated. */
export function cardHolders({ values }: Given): IDataObject {
	if (values.sendTo === 'everyone') return { atall: 1 };
	const lists = PARTS.map(({ field, holders }) => [holders, asList(values[field])] as const);
	return Object.fromEntries(lists.filter(([, list]) => list.length > 0)) as IDataObject;
}

/** A list of an answer, which WeCom gives as text or as a list, or empty. */
const listed = (value: unknown): string[] =>
	(Array.isArray(value) ? value.map(String) : String(value ?? '').split('|')).filter(
		(entry) => entry !== '',
	);

/** Those who got nothing, each as a failed part. WeCom gives the IDs of members in lower case. */
export function notReached(answer: IDataObject, { values }: Given): IDataObject[] {
	const given = asList(values.userId).map(String);
	const asGiven = (id: string) => given.find((own) => own.toLowerCase() === id.toLowerCase()) ?? id;
	const refused = PARTS.flatMap(({ refused: list, as }) =>
		listed(answer[list]).map((id) =>
			failedPart(
				{ [as]: as === 'userid' ? asGiven(id) : Number(id) },
				{ reason: say`WeCom does not know this ID, or the app may not see it` },
			),
		),
	);
	const unlicensed = listed(answer.unlicenseduser).map((id) =>
		failedPart(
			{ userid: asGiven(id) },
			{
				reason: say`The member has no license for the basic API (基础接口许可), or it has expired`,
			},
		),
	);
	return [...refused, ...unlicensed];
}
