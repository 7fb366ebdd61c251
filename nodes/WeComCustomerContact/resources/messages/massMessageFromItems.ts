import type { IDataObject } from 'n8n-workflow';
import { chunked } from '../../engine/chunks';
import { failedPart, whyOf } from '../../engine/failedPart';
import type { Call, Operation, Output } from '../../engine/types';
import { asList } from '../../engine/values';
import { changed, externalUserId, optional, userId } from '../shared/fields';
import { MAX_CUSTOMERS } from './massMessageAudience';
import { content, contentProblem } from './massMessageContent';
import { say } from '../../texts/say';

// A mass message for each text and sender that many items have: https://developer.work.weixin.qq.com/document/path/92135

/** The items of a message by their customers: each gets it once, however many items there are. */
type Message = Array<readonly [customer: string, calls: Call[]]>;

const customerOf = ({ values }: Call) => String(values[externalUserId.property.name]);

/** Items that say the same by the same sender, and no more customers in each message than WeCom takes. */
function messagesOf(calls: Call[]): Message[] {
	const groups = new Map<string, Map<string, Call[]>>();
	for (const call of calls) {
		const key = JSON.stringify(call.request.body);
		const group = groups.get(key) ?? new Map<string, Call[]>();
		const ofCustomer = group.get(customerOf(call)) ?? [];
		ofCustomer.push(call);
		groups.set(key, group.set(customerOf(call), ofCustomer));
	}
	return [...groups.values()].flatMap((group) => chunked([...group], MAX_CUSTOMERS));
}

type Why = Parameters<typeof failedPart>[1];

/** What became of a message: its ID, and why it does not reach a customer. */
interface Fate {
	msgid?: IDataObject[string];
	problem: (customer: string) => Why | undefined;
}

const NOT_SENT: Fate = {
	problem: () => ({ reason: say`Not sent, because the call before it failed` }),
};
const UNREACHABLE: Why = {
	reason: say`WeCom cannot send it to this customer: they are not, or no longer, a customer of the member, or the ID is not valid`,
};

async function send(message: Message): Promise<Fate> {
	const [, [call]] = message[0]!;
	const external_userid = message.map(([customer]) => customer);
	const body = { chat_type: 'single', external_userid, ...call!.request.body };
	const { msgid, fail_list } = await call!.send({ body });
	const unreached = new Set(asList(fail_list).map(String));
	return {
		msgid,
		problem: (customer) => (unreached.has(customer) ? UNREACHABLE : undefined),
	};
}

/** The items of a message; of several for one customer, the first stands for what was sent. */
const itemsOf = (message: Message, { msgid, problem }: Fate): Array<[Call, IDataObject]> =>
	message.flatMap(([external_userid, calls]) =>
		calls.map((call, index): [Call, IDataObject] => {
			const { sender: userid } = call.request.body;
			const ids = {
				external_userid,
				...(userid === undefined ? {} : { userid }),
				...(msgid === undefined ? {} : { msgid }),
			} as IDataObject;
			const why = problem(external_userid);
			const isFirst = index === 0;
			const item = { ...ids, created: isFirst, ...(isFirst ? {} : { duplicate: true }) };
			return [call, why ? failedPart(ids, why) : item];
		}),
	);

/**
 * Creates one message after another. One that WeCom refuses leaves those of other senders and texts alone; once it is
 * unknown whether WeCom took one, nothing more is sent. If no message was created, that is an error.
 */
async function create(calls: Call[]): Promise<Output[]> {
	const items = new Map<Call, IDataObject>();
	let created = 0;
	let failure: unknown;
	let isOver = false;
	for (const message of messagesOf(calls)) {
		let fate = NOT_SENT;
		if (!isOver) {
			try {
				fate = await send(message);
				created++;
			} catch (error) {
				const why = whyOf(error);
				fate = { problem: () => why };
				failure = error;
				isOver = why.errcode === undefined || why.uncertain === true;
			}
		}
		for (const [call, item] of itemsOf(message, fate)) items.set(call, item);
	}
	if (created === 0) throw failure;
	return calls.map((call) => ({ json: items.get(call)! }));
}

export const createFromItems: Operation = {
	name: 'Create From Items',
	value: 'createFromItems',
	action: 'Create mass messages from items with a customer and a text each',
	description:
		'Create as few mass messages as it takes for all input items: those with the same sender, text and attachments share one for up to 10,000 customers. Each item tells its msgid, or why it cannot reach the customer (按名单群发).',
	method: 'POST',
	endpoint: '/cgi-bin/externalcontact/add_msg_template',
	doc: 92135,
	access: 'once',
	look: say`Before you run it again, look whether it is there with Mass Message > Get Many`,
	fields: [
		changed(externalUserId, {
			to: undefined,
			property: {
				description: "Whom the item's message is for: drag the external_userid of the input here",
			},
		}),
		changed(
			optional(
				userId,
				"The member who sends the item's message, such as the userid of the input. Empty: of several members who have the customer, WeCom chooses the one who last chatted with them.",
			),
			{ to: 'sender', property: { displayName: 'Sender' } },
		),
		...content,
	],
	did: 'created',
	check: contentProblem,
	together: create,
};
