import { atLeast } from '../../engine/checks';
import { toInteger } from '../../engine/convert';
import type { Call, Field } from '../../engine/types';
import { asList, asObject } from '../../engine/values';
import { identityOf, readCredential } from '../../transport/credential';
import { say } from '../../texts/say';
import { oneOf } from '../shared/choices';
import { isProviderApp } from '../shared/present';

// Which app a message comes from: https://developer.work.weixin.qq.com/document/path/90227

export const agentId: Field = oneOf(
	{
		displayName: 'App',
		name: 'agentId',
		description:
			'The app that sends. A self-built app is found by its secret; a delegated or third-party app must be named here.',
		search: 'searchAgents',
		example: '1000002',
		byId: 'By Agent ID',
		required: false,
	},
	{ group: 'additionalFields', as: toInteger, checks: [atLeast(1)] },
);

/** Agent IDs by app: an app keeps its own for good, so a process asks once. */
const known = new Map<string, number>();
const MOST = 1000;

/**
 * The ID of the app that sends: the one that was given, or that of the credential's secret.
 *
 * @throws NodeOperationError when the app must be named, or WeCom does not tell which one it is
 */
export async function agentIdOf(call: Call): Promise<number> {
	const { agentId: given } = call.values;
	if (given !== undefined) return Number(given);
	if (await isProviderApp(call)) {
		throw call.problem(
			say`The app is not known`,
			say`Add "App" and fill in its agent ID: WeCom does not tell it to delegated and third-party apps. The admin console shows it on the app's page`,
		);
	}
	const app = identityOf(await readCredential(call.context, call.itemIndex));
	const id = known.get(app) ?? (await ownAgentId(call));
	known.set(app, id);
	const [oldest] = known.keys();
	if (oldest !== undefined && known.size > MOST) known.delete(oldest);
	return id;
}

async function ownAgentId(call: Call): Promise<number> {
	const { agentlist } = await call.send({
		method: 'GET',
		endpoint: '/cgi-bin/agent/list',
		doc: 90227,
		access: 'read',
		query: {},
		body: {},
	});
	const [only, ...others] = asList(agentlist).map((agent) => Number(asObject(agent).agentid));
	if (only !== undefined && others.length === 0) return only;
	throw call.problem(
		say`WeCom does not tell which app this secret belongs to`,
		say`Use the secret of a self-built app in the credential, or add "App" and fill in its agent ID`,
	);
}
