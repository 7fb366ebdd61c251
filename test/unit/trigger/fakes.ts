import { EventEmitter } from 'node:events';
import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { encrypt, sign } from '../../../nodes/WeComCustomerContact/callback/crypto';
import { withToken } from '../withToken';

export const CREDENTIAL = {
	corpId: 'wx5823bf96d3bd56c7',
	callbackToken: 'QDG6eK',
	encodingAesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
};

/** As much of express's response as the trigger uses, with the events and flags of Node's. */
export class FakeResponse extends EventEmitter {
	statusCode = 200;
	headersSent = false;
	writableEnded = false;
	closed = false;
	body: unknown;
	readonly headers: Record<string, string> = {};

	status(code: number) {
		this.statusCode = code;
		return this;
	}

	type(value: string) {
		return this.set('Content-Type', value);
	}

	setHeader(name: string, value: string) {
		if (this.headersSent) throw new Error('Cannot set headers after they are sent to the client');
		this.headers[name] = value;
		return this;
	}

	set(name: string, value: string) {
		this.setHeader(name, value);
		return this;
	}

	send(body: unknown) {
		this.setHeader('Content-Length', String(body).length.toString());
		this.end(body);
		return this;
	}

	end(body: unknown) {
		this.body = body;
		this.headersSent = true;
		this.writableEnded = true;
		if (!this.closed) this.emit('finish');
		return this;
	}

	/** The caller hangs up. */
	close() {
		this.closed = true;
		this.emit('close');
	}
}

interface Call {
	/** The decrypted message of a delivery; of a URL check the text to echo. */
	message: string;
	parameters?: IDataObject;
	credential?: IDataObject;
	mode?: string;
	webhookName?: 'setup' | 'default';
	receiveId?: string;
	/** Unix seconds of the signature. */
	timestamp?: number;
	query?: IDataObject;
	/** Instead of the envelope with the message. */
	body?: Buffer;
	/** Whether n8n has read the body, as it does when it knows its type; `gone`: in a way that leaves no bytes. */
	isRead?: boolean | 'gone' | 'tooLarge';
	nodeId?: string;
	request?: (options: IDataObject) => Promise<unknown>;
}

export const xml = (fields: Record<string, string>) =>
	`<xml>${Object.entries(fields)
		.map(([name, value]) => `<${name}><![CDATA[${value}]]></${name}>`)
		.join('')}</xml>`;

let customers = 0;

/** An added customer; without an ID of its own each time another one. */
export const addedCustomer = (fields: Record<string, string> = {}) =>
	xml({
		ToUserName: CREDENTIAL.corpId,
		FromUserName: 'sys',
		CreateTime: '1700000000',
		MsgType: 'event',
		Event: 'change_external_contact',
		ChangeType: 'add_external_contact',
		UserID: 'zhangsan',
		ExternalUserID: `wm${++customers}`,
		...fields,
	});

/** As much of a request as the trigger uses. */
const requestOf = (query: IDataObject, body: Buffer, isRead: Call['isRead']) => ({
	query,
	readable: isRead === false || isRead === 'tooLarge',
	rawBody: isRead === true ? body : undefined,
	async readRawBody() {
		if (isRead === 'gone') throw new Error('stream is not readable');
		if (isRead === 'tooLarge') throw new Error('request entity too large');
		this.rawBody = body;
	},
});

/** One call of the trigger as n8n makes it, with a response to look at. */
export function callOf({
	message,
	parameters = {},
	credential = CREDENTIAL,
	mode = 'webhook',
	webhookName = 'default',
	receiveId = CREDENTIAL.corpId,
	timestamp = Math.floor(Date.now() / 1000),
	query = {},
	body,
	isRead = true,
	nodeId = 'node',
	request = async () => {
		throw new Error('No request expected');
	},
}: Call) {
	const response = new FakeResponse();
	const warnings: string[] = [];
	const log = (text: string) => warnings.push(text);
	const encrypted = encrypt(CREDENTIAL.encodingAesKey, message, receiveId);
	const signed = {
		msg_signature: sign(CREDENTIAL.callbackToken, String(timestamp), 'nonce', encrypted),
		timestamp: String(timestamp),
		nonce: 'nonce',
		...(webhookName === 'setup' && { echostr: encrypted }),
		...query,
	};
	const sealed = `<xml><Encrypt>${encrypted}</Encrypt></xml>`;
	const given: IDataObject = { events: ['customerAdded'], ...parameters };
	const context = {
		getRequestObject: () => requestOf(signed, body ?? Buffer.from(sealed), isRead),
		getResponseObject: () => response,
		getWebhookName: () => webhookName,
		getMode: () => mode,
		getCredentials: async () => withToken({ baseUrl: 'http://wecom', ...credential }),
		getNodeParameter: (name: string, fallback: unknown) => given[name] ?? fallback,
		getTimezone: () => 'Asia/Shanghai',
		getNode: () => ({ id: nodeId, name: 'Trigger', type: 'trigger' }),
		getWorkflow: () => ({ id: 'workflow' }),
		logger: { warn: log, info: log },
		helpers: {
			httpRequestWithAuthentication: async (_: string, options: IDataObject) =>
				await request(options),
		},
	} as unknown as IWebhookFunctions;
	return { context, response, warnings };
}

/** What n8n does once webhook() has returned and the execution is stored, or failed to be. */
export function answerOfN8n(response: FakeResponse, result: IWebhookResponseData, stored = true) {
	if (result.noWebhookResponse) return;
	response.status(stored ? 200 : 500).send(stored ? result.webhookResponse : { code: 0 });
}
