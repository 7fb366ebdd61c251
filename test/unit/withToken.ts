import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { cleaned, identityOf } from '../../nodes/WeComCustomerContact/transport/credential';

/** A credential with a stored token that is its own and lives for two hours. */
export const withToken = (
	credential: ICredentialDataDecryptedObject,
	accessToken = 'T',
): ICredentialDataDecryptedObject => ({
	...credential,
	accessToken,
	suiteAccessToken: '',
	tokenFor: identityOf(cleaned(credential)),
	tokenExpiresAt: String(Date.now() + 7_200_000),
});
