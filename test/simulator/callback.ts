import { randomInt } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, request } from 'undici';
import { seal, wrap } from './envelope';
import type {
	Attempt,
	CallbackConfig,
	Callbacks,
	Delivery,
	SendOptions,
	XmlFields,
	XmlValue,
} from './types';
import { issueTicket } from './suite';
import { toXml } from './xml';
import { seconds, type World } from './world';

const withQuery = (url: string, query: Record<string, string>) => {
	const target = new URL(url);
	for (const [name, value] of Object.entries(query)) target.searchParams.set(name, value);
	return target;
};

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** Puts the fields of an event into the envelope of self-built or of third-party apps. */
const complete = (world: World, event: XmlFields, { thirdParty }: SendOptions): XmlFields => {
	// Third-party apps are not told about rule groups.
	const { Event, StrategyId: _withheld, ...fields } = event;
	return thirdParty
		? {
				SuiteId: thirdParty.suiteId,
				AuthCorpId: world.corp.corpId,
				InfoType: Event,
				TimeStamp: seconds(world),
				...fields,
			}
		: {
				ToUserName: world.corp.corpId,
				FromUserName: 'sys',
				CreateTime: seconds(world),
				MsgType: 'event',
				...event,
			};
};

const write = (world: World, event: XmlFields | string, options: SendOptions) => {
	if (typeof event === 'string') return event;
	const fields = complete(world, event, options);
	return options.format === 'json' ? JSON.stringify(fields) : toXml(fields);
};

const nameOf = (event: XmlFields | string) => {
	if (typeof event === 'string') return 'message';
	const parts: (XmlValue | undefined)[] = [event.Event, event.ChangeType];
	return parts.filter(Boolean).join(' ');
};

/** The side of WeCom that calls: checks a callback URL and delivers events to it. */
export const createCallbacks = (world: World, onDelivery?: (delivery: Delivery) => void) => {
	const { settings } = world;
	const agent = new Agent({ pipelining: 0 });
	const closing = new AbortController();
	// One for each delivery under way.
	setMaxListeners(0, closing.signal);
	const deliveries: Delivery[] = [];
	let config: CallbackConfig | undefined;

	/** One HTTP exchange. Never fails: what went wrong is in the attempt. */
	const exchange = async (
		url: URL,
		options: { method: 'GET' | 'POST'; body?: string; headers?: Record<string, string> },
		timeoutMs: number,
	): Promise<Attempt> => {
		const startedAt = world.now();
		const started = performance.now();
		const ended = () => Math.round(performance.now() - started);
		// Not AbortSignal.any with AbortSignal.timeout: such a signal can be collected before it fires.
		const giveUp = new AbortController();
		const tooLate = () => giveUp.abort(new Error('timeout: no answer in time'));
		const stop = () => giveUp.abort(closing.signal.reason);
		const timer = setTimeout(tooLate, timeoutMs);
		closing.signal.addEventListener('abort', stop, { once: true });
		const { signal } = giveUp;
		try {
			const response = await request(url, { ...options, dispatcher: agent, signal });
			const body = await response.body.text();
			return { startedAt, ms: ended(), status: response.statusCode, body };
		} catch (error) {
			return { startedAt, ms: ended(), error: reasonOf(error) };
		} finally {
			clearTimeout(timer);
			closing.signal.removeEventListener('abort', stop);
		}
	};

	/** Sends until it is acknowledged, or given up. */
	const deliver = async (
		receiver: CallbackConfig,
		delivery: Delivery,
		event: XmlFields | string,
		options: SendOptions,
	) => {
		const receiveId = options.receiveId ?? options.thirdParty?.suiteId ?? receiver.receiveId;
		const message = write(world, event, options);
		const build = () => seal(world, receiver, message, { ...options, receiveId });
		const first = build();
		const most = options.attempts ?? settings.callbackAttempts;
		for (let number = 0; number < most && !closing.signal.aborted; number++) {
			if (number > 0) await pause(settings.redeliverDelayMs);
			const sealed = options.freshEachAttempt && number > 0 ? build() : first;
			const { type, body } = wrap(world, sealed.encrypted, options);
			const abort = number < (options.abort?.attempts ?? 1) ? options.abort : undefined;
			const attempt = await exchange(
				withQuery(receiver.url, sealed.query),
				{ method: 'POST', body, headers: { 'content-type': type } },
				abort?.afterMs ?? settings.callbackTimeoutMs,
			);
			delivery.attempts.push(attempt);
			delivery.acknowledged = attempt.status === 200;
			if (delivery.acknowledged) return;
		}
	};

	const sendEvent: Callbacks['sendEvent'] = async (event, options = {}) => {
		const delivery: Delivery = { event: nameOf(event), attempts: [], acknowledged: false };
		deliveries.push(delivery);
		if (config) await deliver(config, delivery, event, options);
		onDelivery?.(delivery);
		return delivery;
	};

	const pause = (ms: number) =>
		sleep(ms, undefined, { signal: closing.signal }).catch(() => undefined);

	const verifyCallbackUrl: Callbacks['verifyCallbackUrl'] = async (options = {}) => {
		if (!config) return { ok: false, reason: 'no callback URL is set', status: undefined, ms: 0 };
		const message = `${randomInt(1e9, 2e9)}${randomInt(1e9, 2e9)}`;
		const { query, encrypted } = seal(world, config, message, options);
		const url = withQuery(config.url, { ...query, echostr: encrypted });
		const { status, body, error, ms } = await exchange(
			url,
			{ method: 'GET' },
			settings.verifyTimeoutMs,
		);
		const wrong =
			error ??
			(status === 200 ? undefined : `HTTP status ${status}`) ??
			(body === message ? undefined : `the answer is not the plaintext: ${body?.slice(0, 80)}`);
		return { ok: wrong === undefined, reason: wrong ?? 'ok', status, ms };
	};

	const callbacks: Callbacks = {
		setCallback: (given) => {
			const { corpId, callbackToken, encodingAesKey } = world.corp;
			const url = new URL(given.url).href;
			config = { token: callbackToken, encodingAesKey, receiveId: corpId, ...given, url };
		},
		verifyCallbackUrl,
		sendEvent,
		sendSuiteTicket: async ({ delivered = true, ...options } = {}) => {
			const ticket = issueTicket(world);
			const { suiteId } = world.corp.suite;
			const event = { Event: 'suite_ticket', AuthCorpId: undefined, SuiteTicket: ticket };
			const delivery = delivered
				? await sendEvent(event, { thirdParty: { suiteId }, ...options })
				: { event: event.Event, attempts: [], acknowledged: false };
			return { ...delivery, ticket };
		},
		deliveries,
	};
	const close = async () => {
		closing.abort();
		await agent.destroy();
	};
	return { callbacks, close };
};
