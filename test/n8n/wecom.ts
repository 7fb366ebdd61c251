import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Simulator } from '../simulator/types';
import {
	PACKAGE_FOLDER,
	withCredential,
	type Credential,
	type N8n,
	type StoredWorkflow,
	type Workflow,
} from './driver';

// What ties an n8n to a simulated WeCom: the credential, the callback URL, the example workflow.

export const PACKAGE = 'n8n-nodes-wecom-customer-contact';
export const ACTION_TYPE = `${PACKAGE}.weComCustomerContact`;
export const TRIGGER_TYPE = `${PACKAGE}.weComCustomerContactTrigger`;
export const NEW_CUSTOMER_TYPE = `${PACKAGE}.weComNewCustomerTrigger`;
export const CREDENTIAL_TYPE = 'weComCustomerContactApi';

/** The names of the example's steps, and the channel that its Switch knows. */
export const WELCOME_FLOW = {
	trigger: 'When a Customer Is Added',
	customer: 'Get Customer',
	welcomeStore: 'Welcome to the Store',
	welcomeOther: 'Welcome',
	welcomeUnread: 'Welcome Without a Name',
	storeChannel: 'store',
};

export const readWelcomeFlow = () =>
	JSON.parse(
		readFileSync(path.join(PACKAGE_FOLDER, 'examples/welcome-flow.json'), 'utf8'),
	) as Workflow;

/** What a step of the example says to a customer of this name. */
export const welcomeText = (step: string, name: string) => {
	const node = readWelcomeFlow().nodes.find((candidate) => candidate.name === step);
	return String(node?.parameters.text).replace(/^=/, '').replace('{{ $json.name }}', name);
};

/** The credential's fields, as the simulated corp's admin would fill them in. */
export const credentialData = ({ corp, url }: Simulator) => ({
	corpId: corp.corpId,
	corpSecret: corp.secret,
	callbackToken: corp.callbackToken,
	encodingAesKey: corp.encodingAesKey,
	baseUrl: url,
});

export const createWeComCredential = (n8n: N8n, simulator: Simulator) =>
	n8n.createCredential(CREDENTIAL_TYPE, 'WeCom (simulated)', credentialData(simulator));

/** The production URL of a workflow's trigger. */
export const callbackUrl = (n8n: N8n, workflow: StoredWorkflow) => {
	const trigger = workflow.nodes.find(({ type }) => type === TRIGGER_TYPE);
	return `${n8n.baseUrl}/webhook/${trigger?.webhookId}/webhook`;
};

/** Publishes a workflow with the credential filled in; its trigger becomes the corp's callback URL. */
export const publish = async (
	n8n: N8n,
	simulator: Simulator,
	credential: Credential,
	workflow: Workflow,
) => {
	const stored = await n8n.createWorkflow(withCredential(workflow, PACKAGE, credential));
	await n8n.activate(stored);
	simulator.setCallback({ url: callbackUrl(n8n, stored) });
	return stored;
};
