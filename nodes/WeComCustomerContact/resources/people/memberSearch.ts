import type { IDataObject } from 'n8n-workflow';
import { atLeast, maxBytes } from '../../engine/checks';
import { toInteger, toText } from '../../engine/convert';
import type { Call, Field, Operation, Output } from '../../engine/types';
import { identityOf, readCredential } from '../../transport/credential';
import { say } from '../../texts/say';

// Whose phone number or mail address it is. WeCom blocks an app for a day when those that nobody has are more than a fifth
// of the members that the corp may have: https://developer.work.weixin.qq.com/document/path/95402, 95895

const DAY = 24 * 60 * 60 * 1000;
const MOST_MISSES = 20;
const MOST_REMEMBERED = 500;
/** Not in the address book, or outside the app's visible scope. */
const NOBODY = 46004;

/** What an app looked for by one API. */
interface Searched {
	/** What nobody has, and when WeCom said so. */
	misses: Map<string, number>;
	/** The search before: one goes after another, as a miss can be the last one. */
	last: Promise<unknown>;
}

const searched = new Map<string, Searched>();

async function searchedBy({ context, itemIndex, operation }: Call): Promise<Searched> {
	const app = identityOf(await readCredential(context, itemIndex));
	const key = `${app} ${operation.endpoint}`;
	const known = searched.get(key) ?? { misses: new Map(), last: Promise.resolve() };
	searched.delete(key);
	searched.set(key, known);
	if (searched.size > MOST_REMEMBERED) searched.delete(searched.keys().next().value!);
	return known;
}

/** The item of one search: what was looked for, whether somebody has it, and who. */
async function* search(call: Call): AsyncGenerator<Output[]> {
	const known = await searchedBy(call);
	const turn = known.last.then(async () => await lookUp(call, known.misses));
	known.last = turn.catch(() => undefined);
	const userid = await turn;
	const { mobile, email } = call.request.body;
	const asked: IDataObject = mobile === undefined ? { email } : { mobile };
	yield [{ json: { ...asked, found: userid !== undefined, ...(userid ? { userid } : {}) } }];
}

async function lookUp(call: Call, misses: Searched['misses']): Promise<string | undefined> {
	const now = Date.now();
	for (const [key, time] of misses) if (time <= now - DAY) misses.delete(key);
	const key = JSON.stringify(call.request.body);
	if (misses.has(key)) return undefined;
	const most = Number(call.values.maxMisses ?? MOST_MISSES);
	if (misses.size >= most) {
		throw call.problem(
			say`Not looked up: ${misses.size} others were not found within a day`,
			say`WeCom blocks this search for a day when too many are not found: more than a fifth of the members that the corp may have. If it may have many, set the option "Max Misses" higher`,
		);
	}
	const { userid } = await call.send({ tolerates: [NOBODY] });
	if (userid) return String(userid);
	misses.set(key, now);
	return undefined;
}

const maxMisses: Field = {
	property: {
		displayName: 'Max Misses',
		name: 'maxMisses',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: MOST_MISSES,
		description:
			'How many that nobody has may be looked up within a day; further searches fail without a call. WeCom blocks the app for a day after more than a fifth of the members that the corp may have (企业人数上限).',
	},
	group: 'options',
	as: toInteger,
	checks: [atLeast(1)],
};

export const findByMobile: Operation = {
	name: 'Find by Mobile',
	value: 'findByMobile',
	action: 'Find a member by mobile',
	description:
		'Find the member who has a phone number (手机号获取userid). One that nobody has is remembered for a day, until n8n restarts.',
	method: 'POST',
	endpoint: '/cgi-bin/user/getuserid',
	doc: 95402,
	access: 'read',
	fields: [
		{
			property: {
				displayName: 'Mobile',
				name: 'mobile',
				type: 'string',
				required: true,
				default: '',
				placeholder: 'e.g. 13800000001',
				description: 'Phone number of the member (手机号)',
			},
			to: 'mobile',
			as: toText,
			checks: [maxBytes(32)],
			narrows: true,
		},
		maxMisses,
	],
	run: search,
};

export const findByEmail: Operation = {
	name: 'Find by Email',
	value: 'findByEmail',
	action: 'Find a member by email',
	description:
		'Find the member who has an email address (邮箱获取userid). One that nobody has is remembered for a day, until n8n restarts.',
	method: 'POST',
	endpoint: '/cgi-bin/user/get_userid_by_email',
	doc: 95895,
	access: 'read',
	fields: [
		{
			property: {
				displayName: 'Email',
				name: 'email',
				type: 'string',
				required: true,
				default: '',
				placeholder: 'e.g. name@example.com',
				description: 'Email address of the member (邮箱)',
			},
			to: 'email',
			as: toText,
			narrows: true,
		},
		{
			property: {
				displayName: 'Email Type',
				name: 'emailType',
				type: 'options',
				options: [
					{ name: 'Corp (企业邮箱)', value: 1 },
					{ name: 'Personal (个人邮箱)', value: 2 },
				],
				default: 1,
				description: 'Which of the two addresses of a member it is',
			},
			group: 'options',
			to: 'email_type',
			as: toInteger,
		},
		maxMisses,
	],
	run: search,
};
