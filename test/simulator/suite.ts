import { fail, ok, type Reply } from './errors';
import { newId } from './ids';
import { issueToken, type Caller } from './tokens';
import type { World } from './world';

/** A new ticket; those before it live on until their time is over. */
export const issueTicket = ({ corp, state, settings, now }: World): string => {
	const value = newId('SimulatedSuiteTicket-', 24);
	corp.suite.suiteTicket = value;
	keepTicket({ state, settings, now }, value);
	return value;
};

/** Makes a ticket good for half an hour. */
export const keepTicket = (
	{ state, settings, now }: Pick<World, 'state' | 'settings' | 'now'>,
	value: string,
) => {
	state.suiteTickets.push({ value, expiresAt: now() + settings.suiteTicketLifeSeconds * 1000 });
};

export const isTicket = ({ state, now }: World, value: string) =>
	state.suiteTickets.some((ticket) => ticket.value === value && ticket.expiresAt > now());

/** The token of the suite: the same one while it is valid. */
export const issueSuiteToken = ({ state, settings, now }: World): Reply => {
	const current = state.suiteTokens.find((token) => token.expiresAt > now());
	const token = current ?? {
		value: newId('', 160),
		expiresAt: now() + settings.tokenLifeSeconds * 1000,
	};
	if (!current) state.suiteTokens.push(token);
	return ok({
		suite_access_token: token.value,
		expires_in: Math.round((token.expiresAt - now()) / 1000),
	});
};

/** Reads the suite's token. */
export const readSuiteToken = ({ state, corp, now }: World, value: string | undefined): Caller => {
	if (!value) return { label: 'none', refusal: fail(41022) };
	const token = state.suiteTokens.find((known) => known.value === value);
	if (!token) return { label: 'unknown', refusal: fail(40082) };
	if (token.expiresAt <= now()) return { label: 'expired', refusal: fail(42009) };
	return { label: 'suite token', app: corp.suite.app };
};

/** Exchanges the corp's permanent code for the token of the suite's app in the corp. */
export const exchangePermanentCode = (world: World, corpId: string, code: string): Reply => {
	const { corp } = world;
	if (corpId !== corp.corpId) return fail(40013);
	return code === corp.suite.permanentCode ? issueToken(world, corp.suite.app) : fail(40084);
};
