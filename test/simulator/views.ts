import { isVisible } from './relations';
import type { App, AppKind, CustomerRead, Relation } from './types';
import type { ExternalContact, FollowUser } from './wire';
import type { World } from './world';

/** What an application is; a self-built one unless told. */
export const kindOf = (app: App | undefined): AppKind => app?.kind ?? 'selfBuilt';

/** Whether the application sees nothing of a member for want of an interop license. */
export const isUnlicensed = ({ state }: World, app: App | undefined, userId: string) =>
	kindOf(app) !== 'selfBuilt' && state.members.get(userId)?.licensed === false;

/** Unionids are for self-built apps, of a corp that has bound a WeChat developer account. */
export const seesUnionid = ({ corp }: World, app: App | undefined) =>
	kindOf(app) === 'selfBuilt' && corp.hasDeveloperAccount;

const monthSeconds = 30 * 24 * 3600;

/** An app on trial sees who became a customer within a month before its authorization, or since. */
const isInTrial = ({ trialSince }: App, { follow }: Relation) =>
	trialSince === undefined || follow.createtime >= trialSince - monthSeconds;

/** Whether the application sees the relation of a member and a customer by this read. */
export const sees = (
	{ state }: World,
	app: App | undefined,
	relation: Relation,
	read: CustomerRead,
) =>
	isVisible(state, relation) &&
	!relation.unseenBy?.includes(read) &&
	(app === undefined || isInTrial(app, relation));

/** A customer as the application sees it: provider apps get less (since 2025-12-18). */
export const showContact = (
	world: World,
	app: App | undefined,
	contact: ExternalContact,
): ExternalContact => {
	const { unionid, ...known } = contact;
	if (kindOf(app) === 'selfBuilt')
		return { ...known, ...(unionid && seesUnionid(world, app) ? { unionid } : {}) };
	const { avatar: _avatar, corp_full_name: fullName, ...rest } = known;
	const shortName = fullName === undefined ? {} : { corp_full_name: contact.corp_name };
	return { ...rest, gender: 0, ...shortName };
};

/** What a member noted about a customer, as the application sees it. */
export const showFollow = (app: App | undefined, follow: FollowUser): FollowUser => {
	if (kindOf(app) === 'selfBuilt') return follow;
	const { remark_mobiles: _mobiles, ...rest } = follow;
	return rest;
};

/** Names of members and departments are for self-built apps, and for delegated ones whose admin granted them; others get the ID. */
export const seesNames = (app: App | undefined) =>
	kindOf(app) === 'selfBuilt' || app?.organizationNames === true;
