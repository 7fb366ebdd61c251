import { readWelcomeFlow, ACTION_TYPE, TRIGGER_TYPE } from '../../test/n8n/wecom';
import type { Simulator } from '../../test/simulator/types';
import type { Workflow } from '../../test/n8n/driver';

// The workflows that customers are welcomed by.

const TEXT = '你好 {{ NAME }}，欢迎！有任何问题，随时找我。';

interface Step {
	name: string;
	type: string;
	typeVersion: number;
	parameters: Record<string, unknown>;
}

const inLine = (name: string, steps: Step[]): Workflow => ({
	name,
	nodes: steps.map((step, index) => ({ ...step, position: [index * 200, 0] })),
	connections: Object.fromEntries(
		steps
			.slice(1)
			.map((next, index) => [
				steps[index]!.name,
				{ main: [[{ node: next.name, type: 'main', index: 0 }]] },
			]),
	),
	settings: { executionOrder: 'v1' },
});

/** The welcome flow of the examples: greets, then tags, remarks and tells the member, seven calls of WeCom. */
export const example = readWelcomeFlow;

/** A workflow whose trigger reads the customer. */
export const withDetails = (workflow: Workflow): Workflow => ({
	...workflow,
	nodes: workflow.nodes.map((node) =>
		node.type === TRIGGER_TYPE
			? { ...node, parameters: { ...node.parameters, options: { includeCustomer: true } } }
			: node,
	),
});

const trigger = {
	name: 'WeCom',
	type: TRIGGER_TYPE,
	typeVersion: 1.1,
	parameters: { events: ['customerAdded'] },
};
const getCustomer = {
	name: 'Customer',
	type: ACTION_TYPE,
	typeVersion: 1,
	parameters: { resource: 'customer', operation: 'get' },
};
const welcome = (nameExpression: string) => ({
	name: 'Welcome',
	type: ACTION_TYPE,
	typeVersion: 1,
	parameters: {
		resource: 'welcomeMessage',
		operation: 'send',
		text: `=${TEXT.replace('NAME', nameExpression)}`,
	},
});

/** Trigger, Get Customer, Welcome Message. */
export const threeSteps = () =>
	inLine('Three steps', [trigger, getCustomer, welcome('$json.name')]);

/** The trigger, which reads the customer, and the Welcome Message. */
export const twoSteps = () =>
	withDetails(inLine('Two steps', [trigger, welcome('$json.customer.name')]));

/** What takes a callback apart; the signature goes unchecked, and a repeat is a new event. */
const DECRYPT = (key: string) => `const { createDecipheriv } = require('crypto');
const key = Buffer.from('${key}=', 'base64');
const encrypted = $input.first().json.body.xml.encrypt;
const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
const bytes = Buffer.concat([decipher.update(String(encrypted), 'base64'), decipher.final()]);
const xml = bytes.subarray(20, 20 + bytes.readUInt32BE(16)).toString();
const read = (name) => new RegExp('<' + name + '>(?:<!\\\\[CDATA\\\\[)?([^<\\\\]]*)').exec(xml)?.[1];
return [{ json: { id: read('ExternalUserID'), code: read('WelcomeCode') } }];`;

const request = (name: string, parameters: Record<string, unknown>): Step => ({
	name,
	type: 'n8n-nodes-base.httpRequest',
	typeVersion: 4.2,
	parameters,
});

/**
 * The same calls with n8n's own nodes alone: Webhook, Code, and two HTTP Requests, which have a token already. It checks
 * nothing and handles no failure, so it is the least that somebody could build.
 */
export const ownNodes = ({ url, corp }: Simulator, token: string) =>
	inLine('Own nodes', [
		{
			name: 'Webhook',
			type: 'n8n-nodes-base.webhook',
			typeVersion: 2,
			parameters: { httpMethod: 'POST', path: 'plain', responseMode: 'onReceived', options: {} },
		},
		{
			name: 'Decrypt',
			type: 'n8n-nodes-base.code',
			typeVersion: 2,
			parameters: { jsCode: DECRYPT(corp.encodingAesKey) },
		},
		request('Customer', {
			url: `=${url}/cgi-bin/externalcontact/get?access_token=${token}&external_userid={{ $json.id }}`,
			options: {},
		}),
		request('Welcome', {
			method: 'POST',
			url: `${url}/cgi-bin/externalcontact/send_welcome_msg?access_token=${token}`,
			sendBody: true,
			specifyBody: 'json',
			jsonBody: `={{ JSON.stringify({ welcome_code: $('Decrypt').item.json.code, text: { content: '你好 ' + $json.external_contact.name + '，欢迎！有任何问题，随时找我。' } }) }}`,
			options: {},
		}),
	]);
