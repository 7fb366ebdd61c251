import type { App, AppKind } from './types';
import type { ExternalContact, FollowUser } from './wire';

/** What an application is; a self-built one unless told. */
export const kindOf = (app: App | undefined): AppKind => app?.kind ?? 'selfBuilt';

/** A customer as the application sees it: provider apps get less (since 2025-12-18). */
export const showContact = (app: App | undefined, contact: ExternalContact): ExternalContact => {
	if (kindOf(app) === 'selfBuilt') return contact;
	const { avatar: _avatar, unionid: _unionid, corp_full_name: fullName, ...rest } = contact;
	const shortName = fullName === undefined ? {} : { corp_full_name: contact.corp_name };
	return { ...rest, gender: 0, ...shortName };
};

/** What a member noted about a customer, as the application sees it. */
export const showFollow = (app: App | undefined, follow: FollowUser): FollowUser => {
	if (kindOf(app) === 'selfBuilt') return follow;
	const { remark_mobiles: _mobiles, ...rest } = follow;
	return rest;
};
