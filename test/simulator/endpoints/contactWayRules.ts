import { receivers } from '../contactWays';
import { fail, type Reply } from '../errors';
import type { Corp } from '../types';
import type { ContactWay } from '../wire';
import type { World } from '../world';
import { refuseConclusions } from './conclusions';
import { refuseMember } from './people';

const maxPeople = 100;
const stylesOfType: Record<number, number> = { 1: 3, 2: 2 };
const tempOnly = ['expires_in', 'chat_expires_in', 'unionid', 'conclusions'] as const;

type Rule = [errcode: number, text: string, isBroken: (way: ContactWay, corp: Corp) => boolean];

/** What must hold between the fields of a contact way. */
const rules: Rule[] = [
	[41042, 'style is for mini-programs', ({ scene, style }) => style !== undefined && scene !== 1],
	[
		41042,
		'there is no such style',
		({ type, style = 1 }) => style < 1 || style > (stylesOfType[type] ?? 0),
	],
	[41041, 'type 1 has one user', ({ type, user = [] }) => type === 1 && user.length > 1],
	[40058, 'type 1 needs one user', ({ type, user = [] }) => type === 1 && user.length === 0],
	[40058, 'type 1 has no party', ({ type, party = [] }) => type === 1 && party.length > 0],
	[
		40058,
		'neither user nor party',
		({ user = [], party = [] }) => user.length + party.length === 0,
	],
	[40058, 'is_temp is for type 1', ({ type, is_temp = false }) => is_temp && type !== 1],
	[41200, 'is_temp', ({ is_temp = false }, corp) => is_temp && !corp.isMedical],
	[
		40058,
		`${tempOnly.join()} are for is_temp`,
		(way) => !way.is_temp && tempOnly.some((name) => way[name] !== undefined),
	],
	[41057, 'unionid', ({ unionid }, corp) => Boolean(unionid) && !corp.hasDeveloperAccount],
];

const refuseUser = (world: World, id: string): Reply | undefined => {
	const member = world.state.members.get(id);
	if (member && !member.activated) return fail(41054, id);
	if (member && !member.verified) return fail(40098, id);
	return refuseMember(world, id);
};

const refuseParty = ({ state }: World, id: number): Reply | undefined => {
	const department = state.departments.get(id);
	if (!department) return fail(60003, `${id}`);
	return department.inScope ? undefined : fail(60011, `department ${id}`);
};

const refuseNumber = ({ state }: World, way: ContactWay): Reply | undefined => {
	const { length } = receivers(state, way);
	if (length > maxPeople) return fail(41041, `${length} people`);
	return length > 0 ? undefined : fail(84074, 'nobody in these departments');
};

/** Checks a contact way as a whole: its fields, its people, its closing message. */
export const refuseContactWay = (world: World, way: ContactWay): Reply | undefined => {
	const { user = [], party = [], conclusions } = way;
	const broken = rules.find(([, , isBroken]) => isBroken(way, world.corp));
	return (
		(broken && fail(broken[0], broken[1])) ??
		user.map((id) => refuseUser(world, id)).find(Boolean) ??
		party.map((id) => refuseParty(world, id)).find(Boolean) ??
		refuseNumber(world, way) ??
		(conclusions && refuseConclusions(world, conclusions))
	);
};
