import type { IDataObject } from 'n8n-workflow';
import type { Call } from '../../engine/types';
import { readCredential } from '../../transport/credential';
import { oncePerApp } from '../shared/oncePerApp';
import { say } from '../../texts/say';

// What WeCom keeps from an app is said, so that nobody takes it for something that is not set.
// https://developer.work.weixin.qq.com/document/path/90196, 90193

/** What WeCom keeps from self-built apps made since 20 June 2022, and from all apps of providers unless member and administrator consent. */
const PRIVATE = ['mobile', 'email', 'biz_mail', 'avatar', 'qr_code', 'address'];
/** What only apps of providers may have to do without. */
const OF_WORK = ['position', 'telephone', 'external_position', 'external_profile', 'extattr'];

const isProviders = oncePerApp(async ({ context, itemIndex }) => {
	const { appType } = await readCredential(context, itemIndex);
	return appType === 'delegated' || appType === 'thirdParty';
});

const hint = oncePerApp(async (call) => {
	const ofProvider = await isProviders.of(call);
	call.context.addExecutionHints({
		type: 'info',
		location: 'outputPane',
		message: ofProvider
			? say`WeCom keeps some fields from this app: "withheld" of an item names them. Apps of providers get names if an administrator of the corp grants them (组织架构信息), and phone numbers, mail addresses and the like only of members who consent; third-party apps get neither`
			: say`WeCom keeps some fields from this app: "withheld" of an item names them. Self-built apps made since 20 June 2022 get no phone numbers, mail addresses and the like: each member has to consent to that (OAuth)`,
	});
});

/** Records without what stands in place of a withheld field; `withheld` has the names of those fields. */
const without =
	(fieldsOf: (record: IDataObject, ofProvider: boolean) => string[]) =>
	async (records: IDataObject[], call: Call): Promise<IDataObject[]> => {
		const ofProvider = await isProviders.of(call);
		const all = records.map((record) => {
			const withheld = fieldsOf(record, ofProvider);
			const kept = Object.entries(record).filter(([name]) => !withheld.includes(name));
			return { ...Object.fromEntries(kept), withheld };
		});
		if (all.some(({ withheld }) => withheld.length > 0)) await hint.of(call);
		return all;
	};

/** An app of a provider gets the ID in place of a name that it may not know. */
const nameOf = ({ userid, open_userid, name }: IDataObject, ofProvider: boolean): string[] =>
	ofProvider && [userid, open_userid].includes(name) ? ['name'] : [];

/** Members of whom there is no more than the name. */
export const withheldNames = without(nameOf);

/** Members: a withheld gender is 0, and all else is not there. */
export const withheldOfMembers = without((member, ofProvider) => {
	const missing = (names: string[]) => names.filter((name) => member[name] === undefined);
	const ofPerson = missing(PRIVATE);
	const isGenderless = ofPerson.length === PRIVATE.length && Number(member.gender ?? 0) === 0;
	return [
		...nameOf(member, ofProvider),
		...ofPerson,
		...(isGenderless ? ['gender'] : []),
		...(ofProvider ? missing(OF_WORK) : []),
	];
});

/** Departments: a withheld name is the ID instead, or not there. */
export const withheldOfDepartments = without((department) => [
	...([undefined, String(department.id)].includes(department.name as string | undefined)
		? ['name']
		: []),
	...(department.department_leader === undefined ? ['department_leader'] : []),
]);
