import { fail, ok, type Reply } from './errors';
import { newId } from './ids';
import type { App, Token } from './types';
import type { World } from './world';

const isValid = (token: Token, now: number) => !token.revoked && token.expiresAt > now;

/** Who calls, or why the call is refused; `label` is what the journal says about it. */
export interface Caller {
	label: string;
	app?: App;
	refusal?: Reply;
}

/** The token of an application: the same one while it is valid. */
export const issueToken = ({ state, settings, now }: World, app: App): Reply => {
	const current = state.tokens.find((token) => token.app === app && isValid(token, now()));
	const token = current ?? {
		value: newId('', 160),
		app,
		expiresAt: now() + settings.tokenLifeSeconds * 1000,
		revoked: false,
	};
	if (!current) state.tokens.push(token);
	return ok({
		access_token: token.value,
		expires_in: Math.round((token.expiresAt - now()) / 1000),
	});
};

/** Reads an application's token. */
export const readToken = ({ state, now }: World, value: string | undefined): Caller => {
	if (!value) return { label: 'none', refusal: fail(41001) };
	const token = state.tokens.find((known) => known.value === value);
	if (!token) return { label: 'unknown', refusal: fail(40014) };
	if (token.revoked) return { label: 'revoked', refusal: fail(40014) };
	if (token.expiresAt <= now()) return { label: 'expired', refusal: fail(42001) };
	if (token.app.disabled) return { label: 'disabled', refusal: fail(50003) };
	return { label: token.app.name, app: token.app };
};

/** Exchanges a secret for a token. Too many wrong secrets in a row ban the caller. */
export const exchangeSecret = (world: World, corpId: string, secret: string): Reply => {
	const { corp, settings, now } = world;
	const wrong = world.state.wrongSecrets;
	if (wrong.bannedUntil > now()) return fail(45009, 'too many wrong secrets');
	if (corpId !== corp.corpId) return fail(40013);
	const app = corp.apps.find((candidate) => candidate.secret === secret);
	if (app?.disabled) return fail(40001, 'the application is disabled');
	if (app) {
		wrong.inARow = 0;
		return issueToken(world, app);
	}
	wrong.inARow++;
	if (wrong.inARow >= settings.wrongSecretLimit) {
		wrong.inARow = 0;
		wrong.bannedUntil = now() + settings.banSeconds * 1000;
	}
	return fail(40001);
};
