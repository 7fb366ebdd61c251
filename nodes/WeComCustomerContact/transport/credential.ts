import { createHash } from 'node:crypto';
import type { FunctionsBase, ICredentialDataDecryptedObject } from 'n8n-workflow';
import { CREDENTIAL } from './context';

/** What follows the address of WeCom, or of a proxy, in what people paste: slashes and the path of the API. */
const TAIL = /\/*(?:\/cgi-bin)?\/*$/;

/** The credential's base URL, cleaned in the same way, as an expression of n8n. */
export const BASE_URL_EXPRESSION = `={{ $credentials.baseUrl.trim().replace(${String(TAIL)}, '') }}`;

/**
 * The credential of a node, for one of its items, as all code reads it: cleaned.
 *
 * @param itemIndex which item the credential's expressions read
 */
export async function readCredential(
	context: Pick<FunctionsBase, 'getCredentials'>,
	itemIndex?: number,
): Promise<ICredentialDataDecryptedObject> {
	return cleaned(await context.getCredentials(CREDENTIAL, itemIndex));
}

/** A credential without the blanks that came along with pasted values, and with nothing after the base URL's host. */
export function cleaned(data: ICredentialDataDecryptedObject): ICredentialDataDecryptedObject {
	const credential = Object.fromEntries(
		Object.entries(data).map(([name, value]) => [
			name,
			typeof value === 'string' ? value.trim() : value,
		]),
	);
	return { ...credential, baseUrl: String(credential.baseUrl ?? '').replace(TAIL, '') };
}

/** The corp whose data the credential opens. */
export const corpOf = ({ appType, corpId, authCorpId }: ICredentialDataDecryptedObject): string =>
	String((appType === 'thirdParty' ? authCorpId : corpId) ?? '');

/** What a token belongs to. Not the suite ticket: it changes every ten minutes, and tokens outlive it. */
const IDENTITY: Readonly<Record<string, readonly string[]>> = {
	app: ['corpId', 'corpSecret'],
	thirdParty: ['suiteId', 'suiteSecret', 'authCorpId', 'permanentCode'],
};

/** Who the credential is to WeCom, as a hash: one app in one corp, behind one base URL. */
export function identityOf(credential: ICredentialDataDecryptedObject): string {
	const appType = String(credential.appType ?? 'selfBuilt');
	const fields = IDENTITY[appType] ?? IDENTITY.app!;
	const values = ['baseUrl', ...fields].map((field) => String(credential[field] ?? ''));
	return createHash('sha256')
		.update(JSON.stringify([appType, ...values]))
		.digest('base64');
}

/** An address as it may be told: without the user and password that a proxy may want. */
export const shownAddress = (address: string): string =>
	address.replace(/^([a-z][a-z0-9+.-]*:\/\/)?.*@/is, '$1');
