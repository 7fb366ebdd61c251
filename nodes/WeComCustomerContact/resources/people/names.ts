import type { ICredentialDataDecryptedObject, IDataObject, NodeApiError } from 'n8n-workflow';
import { sideBySide } from '../../engine/sideBySide';
import type { Part, Tabular } from '../../engine/types';
import { asList, asObject } from '../../engine/values';
import { identityOf } from '../../transport/credential';
import { say } from '../../texts/say';
import { departmentIdList, NAMES_REFUSED } from './department';
import { briefly } from './departmentMembers';
import { UNLISTED } from './unlisted';

// The names of members, which many APIs lack: https://developer.work.weixin.qq.com/document/path/90196, 90200

/** How long a name, and a refusal, is remembered, in milliseconds. */
const KEPT = 10 * 60_000;
const MOST_KEPT = 20_000;
const MOST_APPS = 500;
/** Names are an extra: no longer than this is waited for a turn, nor for an answer (milliseconds). A welcome code lives 20 seconds. */
const PATIENCE = 3000;
/** So many members are read one by one; for more, the departments may be fewer calls. */
const FEW = 10;
/** The member has left, or is outside the visible scope. */
const UNKNOWN = 60111;

const getMember: Tabular = {
	...UNLISTED,
	method: 'GET',
	endpoint: '/cgi-bin/user/get',
	doc: 90196,
	access: 'read',
	fields: [],
};

/** What an app knows of members. */
interface Known {
	/** A member without a name here has none for this app. */
	names: Map<string, { name?: string; until: number }>;
	/** Why WeCom gives it no names: it is not asked again until then. */
	refused?: { why: string; until: number };
}

const apps = new Map<string, Known>();

function knownBy(app: string): Known {
	const known = apps.get(app) ?? { names: new Map() };
	apps.delete(app);
	apps.set(app, known);
	if (apps.size > MOST_APPS) apps.delete(apps.keys().next().value!);
	return known;
}

/** How far an execution, or an opened picker, has come with the names of one app's members. */
export interface Reading {
	readonly known: Known;
	readonly appType: unknown;
	/** Calls that were made, and how many may be. */
	calls: number;
	readonly most: number;
	departments?: number[];
	isWalked: boolean;
}

export const readingOf = (credential: ICredentialDataDecryptedObject, most: number): Reading => ({
	known: knownBy(identityOf(credential)),
	appType: credential.appType,
	calls: 0,
	most,
	isWalked: false,
});

/** How names are asked for. */
export interface Asker {
	/** Makes a call of an operation. */
	invoke: (operation: Tabular, part: Part) => Promise<IDataObject>;
	/** How many may be under way at once. */
	width: number;
}

export const nameIn = ({ known }: Reading, id: unknown) => known.names.get(String(id))?.name;

/**
 * Reads the names that are not known: a few members one by one, many by department where that takes fewer calls. They
 * stay known for ten minutes, and so does a refusal. Never throws; answers what people should know of it, if anything.
 */
export async function readNames(
	reading: Reading,
	ids: readonly string[],
	asker: Asker,
): Promise<string | undefined> {
	const { known, appType } = reading;
	if (appType === 'thirdParty' || missing(reading, ids).length === 0) return undefined;
	if ((known.refused?.until ?? 0) > Date.now()) return refusal(reading);
	known.refused = undefined;
	try {
		await readByDepartment(reading, missing(reading, ids).length, asker);
		await readOneByOne(reading, missing(reading, ids), asker);
	} catch (error) {
		const { message, context } = error as NodeApiError;
		const isForLong = NAMES_REFUSED.includes(Number(context?.errcode));
		known.refused = { why: message, until: Date.now() + (isForLong ? KEPT : KEPT / 10) };
	}
	if (known.refused) return refusal(reading);
	return missing(reading, ids).length > 0
		? say`Some members are shown without names: at most ${reading.most} calls at a time are made for them. Names are remembered for ten minutes`
		: undefined;
}

function refusal({ appType, known }: Reading): string {
	const { why } = known.refused!;
	return appType === 'delegated'
		? say`Members are shown without names: ${why}. Names need the permission 组织架构信息, which an administrator of the corp grants the app`
		: say`Members are shown without names: ${why}. Names need the members to be within the visible scope of the app (应用管理 > the app > 可见范围)`;
}

const missing = ({ known: { names } }: Reading, ids: readonly string[]) =>
	ids.filter((id) => (names.get(id)?.until ?? 0) <= Date.now());

function keep({ known: { names } }: Reading, id: string, name?: string): void {
	names.delete(id);
	names.set(id, { name, until: Date.now() + KEPT });
	if (names.size > MOST_KEPT) names.delete(names.keys().next().value!);
}

/** Once, if there are fewer departments than members that were read and are wanted. */
async function readByDepartment(reading: Reading, wanted: number, asker: Asker): Promise<void> {
	const { calls, most, isWalked } = reading;
	if (isWalked || calls + wanted <= FEW || calls >= most) return;
	reading.departments ??= asList(
		(await ask(reading, asker, departmentIdList, {})).department_id,
	).map((department) => Number(asObject(department).id));
	if (reading.departments.length > Math.min(calls + wanted, most - reading.calls)) return;
	reading.isWalked = true;
	await sideBySide(reading.departments, asker.width, async (department_id) => {
		const { userlist } = await ask(reading, asker, briefly, { department_id });
		for (const member of asList(userlist).map(asObject)) {
			keep(reading, String(member.userid), nameOf(member, reading));
		}
	});
}

async function readOneByOne(reading: Reading, ids: string[], asker: Asker): Promise<void> {
	const [first, ...others] = ids.slice(0, Math.max(0, reading.most - reading.calls));
	if (first === undefined) return;
	const read = async (userid: string): Promise<IDataObject> => {
		const answer = await ask(reading, asker, getMember, { userid }, [UNKNOWN]);
		const name = answer.errcode === UNKNOWN ? undefined : nameOf(answer, reading);
		keep(reading, userid, name);
		return { ...answer, name };
	};
	// An app that gets no names is refused once, not several times at once.
	const { errcode, name, position } = await read(first);
	if (errcode !== UNKNOWN && name === undefined && position === undefined) {
		const why = say`WeCom gave the app no names`;
		reading.known.refused = { why, until: Date.now() + KEPT };
		return;
	}
	await sideBySide(others, asker.width, read);
}

async function ask(
	reading: Reading,
	{ invoke }: Asker,
	operation: Tabular,
	query: IDataObject,
	tolerates: number[] = [],
): Promise<IDataObject> {
	reading.calls += 1;
	const giveUpAt = Date.now() + PATIENCE;
	return await invoke(operation, { query, tolerates, giveUpAt, timeout: PATIENCE });
}

/** An app of a provider that may not know the name gets the ID instead. */
function nameOf({ userid, open_userid, name }: IDataObject, { appType }: Reading) {
	const isId = appType === 'delegated' && [userid, open_userid].includes(name);
	return isId || typeof name !== 'string' || name === '' ? undefined : name;
}
