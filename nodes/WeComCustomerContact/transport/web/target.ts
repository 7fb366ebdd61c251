import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';
import { isIpAddress, isPrivateHost, isPublic } from './address';
import { isBlocked, privateProblem } from './problems';

/** Where a request goes to. */
export interface Target extends Pick<IHttpRequestOptions, 'url' | 'headers' | 'agentOptions'> {
	/** It goes to a public address, whatever a name leads to by then. */
	isCertain: boolean;
}

/** What n8n 2.x has for nodes with an HTTP client of their own. */
interface Filter {
	/** Looks a name up as Node.js does; fails when n8n's lists of private addresses have one of its addresses. */
	createSecureLookup: () => (
		host: string,
		options: { all: true },
		tell: (error: unknown, found?: unknown) => void,
	) => void;
}

type Found = Array<{ address: string; family: number }>;

export const asItIs = ({ href }: URL): Target => ({ url: href, isCertain: false });

/**
 * Where to ask for a URL so that no private address is asked. A name is looked up once, and the request goes to the
 * address that was found: the owner of the name can't turn it elsewhere meanwhile. Throws WebProblem, or what the look-up
 * throws. Of a name that n8n can't look up, the target is not certain.
 */
export async function publicTarget({ helpers }: IExecuteFunctions, url: URL): Promise<Target> {
	if (isPrivateHost(url)) throw privateProblem(url);
	if (isIpAddress(url.hostname)) return { url: url.href, isCertain: true };
	// n8n 1.x has none.
	if (!('getSecureEgressFilter' in helpers)) return asItIs(url);
	const found = await lookUp(helpers.getSecureEgressFilter('enforced') as Filter, url);
	if (!found.every(({ address }) => isPublic(address))) throw privateProblem(url);
	// Many servers have no IPv6 that works.
	const { address, family } = found.find((one) => one.family === 4) ?? found[0]!;
	const { href } = Object.assign(new URL(url), {
		hostname: family === 6 ? `[${address}]` : address,
	});
	return {
		url: href,
		headers: { Host: url.host },
		agentOptions: { servername: url.hostname },
		isCertain: true,
	};
}

async function lookUp(filter: Filter, url: URL): Promise<Found> {
	return await new Promise((resolve, reject) => {
		filter.createSecureLookup()(url.hostname, { all: true }, (error, found) => {
			if (!error) resolve(found as Found);
			else reject(isBlocked(error) ? privateProblem(url) : (error as Error));
		});
	});
}
