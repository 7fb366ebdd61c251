import { maxCharacters } from '../../engine/checks';
import { toMessage, toText } from '../../engine/convert';
import type { Field, Given, Operation, Resource } from '../../engine/types';
import { chats } from '../shared/chats';
import { changed, externalUserIds, userId } from '../shared/fields';
import { asObject } from '../../engine/values';
import { labeled, readable } from '../shared/readable';
import { say } from '../../texts/say';

const MOST_AT_ONCE = 100;

const handover = changed(userId, {
	to: 'handover_userid',
	property: {
		displayName: 'Handover Member',
		name: 'handoverUserId',
		description: 'The member who gives the customers away (原跟进成员)',
	},
});

const takeover = changed(userId, {
	to: 'takeover_userid',
	property: {
		displayName: 'Takeover Member',
		name: 'takeoverUserId',
		description: 'The member who gets the customers (接替成员)',
	},
});

/** No list has resigned members, so their ID is entered. */
const resigned: Field = {
	property: {
		displayName: 'Resigned Member ID',
		name: 'resignedUserId',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. zhangsan',
		description:
			'ID of the resigned member (离职成员), the handover_userid of Get Unassigned Customers',
	},
	to: 'handover_userid',
	as: toText,
};

const newOwner = changed(userId, {
	to: 'new_owner',
	property: {
		displayName: 'New Owner',
		name: 'newOwnerId',
		description: 'The member who gets the group chats (新群主)',
	},
});

const customers = changed(externalUserIds, { to: 'external_userid' });

const groupChats = changed(chats, {
	property: { description: 'Any number of customer groups (客户群)' },
	checks: [],
});

const twoMembers = ({ request: { body } }: Given): string | undefined =>
	body.handover_userid === body.takeover_userid
		? say`${String(body.takeover_userid)} hands over and takes over at the same time. Choose two different members`
		: undefined;

const transferOfCustomers = {
	method: 'POST',
	access: 'once',
	did: 'started',
	ids: ['handover_userid', 'takeover_userid'],
	chunks: { list: 'external_userid', max: MOST_AT_ONCE, as: 'external_userid', everyId: true },
	records: 'customer',
	shape: (record) => ({ external_userid: asObject(record).external_userid }),
	check: twoMembers,
} satisfies Partial<Operation>;

const transferOfChats = {
	method: 'POST',
	access: 'once',
	fields: [groupChats, newOwner],
	did: 'started',
	ids: ['new_owner'],
	chunks: {
		list: 'chat_id_list',
		max: MOST_AT_ONCE,
		as: 'chat_id',
		othersDone: true,
	},
	records: 'failed_chat_list',
} satisfies Partial<Operation>;

/** A customer with both members: rows of several transfers can stand in one table. */
const simplifyResult = labeled(
	['transfer_status'],
	({ external_userid, status, ...result }, given, codes) => {
		const { handover_userid, takeover_userid } = given.asked.body;
		return readable(
			{ external_userid, handover_userid, takeover_userid, transfer_status: status, ...result },
			given,
			codes,
		);
	},
);

const resultOfTransfer = {
	method: 'POST',
	access: 'read',
	check: twoMembers,
	paging: { records: 'customer' },
	simplify: simplifyResult,
} satisfies Partial<Operation>;

const transferCustomers: Operation = {
	name: 'Transfer Customers',
	value: 'transferCustomers',
	action: 'Transfer customers to another member in service',
	description:
		'Give customers of a member to another one; they move after 24 hours unless they refuse, and each at most twice in 90 days (在职继承)',
	endpoint: '/cgi-bin/externalcontact/transfer_customer',
	doc: 92125,
	look: say`Before you run it again, look which customers are on their way with Transfer > Get Result`,
	fields: [
		handover,
		takeover,
		customers,
		{
			property: {
				displayName: 'Message to Customers',
				name: 'transferMessage',
				type: 'string',
				typeOptions: { rows: 3 },
				default: '',
				description:
					"What customers read once they have moved, at most 200 characters; empty means WeCom's own text",
			},
			group: 'additionalFields',
			to: 'transfer_success_msg',
			as: toMessage,
			checks: [maxCharacters(200)],
		},
	],
	...transferOfCustomers,
};

const getResult: Operation = {
	name: 'Get Result',
	value: 'getResult',
	action: 'Get how far a transfer of customers between members is',
	description:
		'Find out how far customers are: transfer_status 1 done, 2 waiting, 3 refused by the customer, 4 the member can take no more (客户接替状态)',
	endpoint: '/cgi-bin/externalcontact/transfer_result',
	doc: 94088,
	fields: [handover, takeover],
	...resultOfTransfer,
};

const transferCustomersOfResigned: Operation = {
	name: 'Transfer Customers of Resigned Member',
	value: 'transferCustomersOfResigned',
	action: 'Transfer customers of a resigned member to another member',
	description:
		'Give customers of a member who resigned less than a year ago to another one (离职继承)',
	endpoint: '/cgi-bin/externalcontact/resigned/transfer_customer',
	doc: 94081,
	look: say`Before you run it again, look which customers are on their way with Transfer > Get Result of Resigned Member`,
	fields: [resigned, takeover, customers],
	...transferOfCustomers,
};

const getResultOfResigned: Operation = {
	name: 'Get Result of Resigned Member',
	value: 'getResultOfResigned',
	action: 'Get how far a transfer of customers of a resigned member is',
	description:
		'Find out how far customers of a resigned member are: transfer_status 1 done, 2 waiting, 3 refused by the customer, 4 the member can take no more (离职客户接替状态)',
	endpoint: '/cgi-bin/externalcontact/resigned/transfer_result',
	doc: 94082,
	fields: [resigned, takeover],
	...resultOfTransfer,
};

const getUnassigned: Operation = {
	name: 'Get Unassigned Customers',
	value: 'getUnassigned',
	action: 'Get many customers of resigned members whom nobody has yet',
	description: 'Retrieve the customers of resigned members, which nobody has yet (待分配客户)',
	method: 'POST',
	endpoint: '/cgi-bin/externalcontact/get_unassigned_list',
	doc: 92124,
	access: 'read',
	fields: [],
	paging: {
		records: 'info',
		size: { to: 'page_size', max: 1000 },
		next: ({ is_last, next_cursor }) => (is_last === true ? undefined : String(next_cursor ?? '')),
	},
	simplify: (record, given) => readable(record, given),
};

const transferChats: Operation = {
	name: 'Transfer Group Chats',
	value: 'transferChats',
	action: 'Transfer group chats to another owner in service',
	description:
		'Give group chats to another owner, at most 300 a day of one owner and each at most twice in 90 days (在职继承客户群)',
	endpoint: '/cgi-bin/externalcontact/groupchat/onjob_transfer',
	doc: 95703,
	look: say`Before you run it again, look who owns the group chats with Group Chat > Get`,
	...transferOfChats,
};

const transferChatsOfResigned: Operation = {
	name: 'Transfer Group Chats of Resigned Member',
	value: 'transferChatsOfResigned',
	action: 'Transfer group chats of a resigned owner to another member',
	description:
		'Give group chats whose owner resigned to another one, at most 300 a day of one owner (离职继承客户群)',
	endpoint: '/cgi-bin/externalcontact/groupchat/transfer',
	doc: 92127,
	look: say`Before you run it again, look who owns the group chats with Group Chat > Get`,
	...transferOfChats,
};

export const transfer: Resource = {
	name: 'Transfer',
	value: 'transfer',
	description: 'Customers and group chats that move to another member (在职继承、离职继承)',
	operations: [
		transferCustomers,
		getResult,
		transferCustomersOfResigned,
		getResultOfResigned,
		getUnassigned,
		transferChats,
		transferChatsOfResigned,
	],
};
