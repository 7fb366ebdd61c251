import { between } from '../../engine/checks';
import { toInteger } from '../../engine/convert';
import { asWanted } from '../../engine/simplify';
import type { Call, Operation, Output } from '../../engine/types';
import { asList, asObject, pick } from '../../engine/values';
import { windows } from '../../engine/windows';
import { corpOf, readCredential } from '../../transport/credential';
import { say } from '../../texts/say';
import { timeRange } from '../shared/publishedLists';
import { changed } from '../shared/fields';
import { labeled, readable } from '../shared/readable';
import { customerChannel, linkId, schemeOf, withParameters } from './acquisitionLinkFields';
import { getOperation } from './acquisitionLinkGet';

// What a provider's acquisition component (获客助手组件) can ask for: a third-party app of its own kind.

const ONLY_COMPONENTS = {
	48002: say`Only an acquisition component (获客助手组件) may call this, and only for corps that have authorized it`,
};

const root = '/cgi-bin/externalcontact/customer_acquisition';

export const getComponentAuthorization: Operation = {
	name: 'Get Component Authorization',
	value: 'getComponentAuthorization',
	action: 'Get which acquisition links a component may use and who pays',
	description:
		'Find out which links the corp gave to an acquisition component (获客助手组件), who pays, and how much. For third-party apps that are one.',
	method: 'POST',
	endpoint: `${root}/get_comp_auth_info`,
	doc: 99610,
	access: 'read',
	fixes: ONLY_COMPONENTS,
	fields: [],
	simplify: labeled(['pay_mode', 'link_auth_mode'], ({ auth_apps, ...others }, given, codes) => {
		const agentids = asList(auth_apps).map((app) => asObject(app).agentid as number);
		return readable({ ...others, ...(auth_apps === undefined ? {} : { agentids }) }, given, codes);
	}),
};

/** The keys, each with the address that a customer opens: the link is read first, as keys that nobody hears of are lost. */
async function* keysOf(call: Call): AsyncGenerator<Output[]> {
	const { link_id } = call.request.body;
	const { customerChannel: channel } = call.values;
	const url = String(pick(await call.invoke(getOperation, { body: { link_id } }), 'link.url'));
	const { keys } = await call.send();
	yield asList(keys).map((key) => {
		const once_key = String(key);
		const once_url = withParameters(url, {
			...(channel === undefined ? {} : { customer_channel: String(channel) }),
			once_key,
		});
		return { json: { link_id, once_key, once_url, scheme: schemeOf(once_url) } };
	});
}

export const createOnceKeys: Operation = {
	name: 'Create One-Time Keys',
	value: 'createOnceKeys',
	action: 'Create one time keys for an acquisition link',
	description:
		'Create addresses of a link that add one customer each, within 14 days (一次性 key), for corps whose customers the provider pays for. For third-party apps that are an acquisition component (获客助手组件).',
	method: 'POST',
	endpoint: `${root}/create_once_key`,
	doc: 99603,
	access: 'once',
	look: say`WeCom does not list one-time keys. Run it again: those that you have not got expire after 14 days`,
	fixes: ONLY_COMPONENTS,
	fields: [
		linkId,
		{
			property: {
				displayName: 'Number of Keys',
				name: 'keyCount',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 1000 },
				default: 100,
				description: 'At most 1,000; each gives an item',
			},
			to: 'key_num',
			as: toInteger,
			checks: [between(1, 1000)],
		},
		changed(customerChannel, {
			property: {
				description:
					'Your name for the channel, which the addresses have, too; it comes back as state in events. At most 64 bytes, a Chinese character counts as 3.',
			},
		}),
	],
	did: 'created',
	several: true,
	run: keysOf,
};

const DAY = 24 * 60 * 60;
const LONGEST = 31 * DAY;
const BILLS = { records: 'bill_list', size: { to: 'limit', max: 1000 } };

/** The bills of a range of any length, as many as are wanted. WeCom wants to know the corp, which is the credential's. */
async function* billsOf(call: Call): AsyncGenerator<Output[]> {
	const { begin_time, end_time = Math.floor(Date.now() / 1000) } = call.request.body;
	const auth_corpid = corpOf(await readCredential(call.context, call.itemIndex));
	let left = call.limit;
	const pieces = windows({ start: Number(begin_time), end: Number(end_time) }, LONGEST);
	for (const { start, end } of pieces) {
		const body = { auth_corpid, begin_time: start, end_time: end };
		for await (const { records } of call.pages(BILLS, { body }, left)) {
			left -= records.length;
			yield records.map((bill) => ({
				json: asWanted(asObject(bill), call, call.operation.simplify),
			}));
			if (left <= 0) return;
		}
	}
}

const [startTime, endTime] = timeRange;

export const getBills: Operation = {
	name: 'Get Bills',
	value: 'getBills',
	action: 'Get the bills of an acquisition component',
	description:
		'Retrieve what each customer cost whom the provider pays for (获客助手组件账单), with the token of the suite. For third-party apps that are an acquisition component.',
	method: 'POST',
	endpoint: '/cgi-bin/service/customer_acquisition/get_bill_list',
	doc: 99602,
	access: 'read',
	token: 'suite',
	fixes: ONLY_COMPONENTS,
	fields: [changed(startTime!, { to: 'begin_time' }), endTime!],
	limitable: true,
	simplify: ({ timestamp, ...bill }, given) => readable({ create_time: timestamp, ...bill }, given),
	run: billsOf,
};
