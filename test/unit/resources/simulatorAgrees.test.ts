import type { IDataObject } from 'n8n-workflow';
import type { Field, Operation } from '../../../nodes/WeComCustomerContact/engine/types';
import { ANY_ENDPOINT } from '../../../nodes/WeComCustomerContact/resources/apiCall/apiCall';
import { put } from '../../../nodes/WeComCustomerContact/engine/values';
import { fixtureNames, readFixture } from '../../engine/fixtures/read';
import { operations } from '../../engine/fixtures/table';
import { endpoints } from '../../simulator/endpoints';
import { readQuery, refuse, type Spec } from '../../simulator/schema';

// The table and the simulator were written apart from each other, each from WeCom's documents: where they
// agree, neither has a slip of the pen.

const endpointOf = (path: string) => endpoints.get(path.replace('/cgi-bin/', ''));

/** Values of the editor that are more than a text. */
const SAMPLES: Readonly<Record<string, unknown>> = {
	attachment: { attachment: { type: 'file', mediaId: 'm' } },
	chats: { chat: [{ chatId: '1' }] },
	groupChats: { chat: [{ chatId: '1' }] },
	attachments: { attachment: [{ type: 'file', mediaId: 'm' }] },
	chatType: 'single',
	momentAttachments: { attachment: [{ type: 'image', source: 'mediaId', mediaId: 'm' }] },
	articles: { article: [{ title: '1', linkUrl: 'https://example.com' }] },
	conclusion: { conclusion: { text: 'x' } },
	priority: { priority: { priorityType: 2, priorityUserIds: ['1'] } },
	pictures: { picture: [{ source: 'mediaId', mediaId: 'm' }] },
	tagFilter: { list: [{ tagIds: ['et1'] }] },
};

function sample({ property, as }: Field): unknown {
	if (property.type === 'boolean') return as ? as(true, property.displayName) : true;
	const text = property.type === 'dateTime' ? '2026-01-31' : '1';
	const value = SAMPLES[property.name] ?? text;
	return as ? as(value, property.displayName) : value;
}

/** Other ways to fill in what stands above them. */
const OTHER_WAYS = ['remarkPictureUrl', 'remarkPictureField'];

/** What the operation puts into the query or body when every field is filled in. */
function everything({ fields }: Operation): IDataObject {
	const request: IDataObject = {};
	for (const field of fields) {
		if (field.to === undefined || OTHER_WAYS.includes(field.property.name)) continue;
		put(request, field.to, sample(field));
	}
	return request;
}

const most = (spec: Spec | undefined) => (spec && 'max' in spec ? spec.max : undefined);

/** WeCom's documents leave open which apps may call these. */
const OPEN_TO_WHOM = [
	'idConversion.memberToOpenId',
	'idConversion.openIdToMember',
	'idConversion.mobileToExternalUserId',
];

/** Parameters that an operation fills in by itself, or never sends. */
const OWN: Readonly<Record<string, string[]>> = {
	'acquisitionLink.getBills': ['auth_corpid', 'cursor', 'limit'],
	'appMessage.send': [
		...'touser toparty totag msgtype agentid text markdown textcard news image file voice video miniprogram_notice template_card'.split(
			' ',
		),
	],
	'contactWay.changeMembers': [
		...'chat_expires_in conclusions expires_in mark_source remark skip_verify state style unionid'.split(
			' ',
		),
	],
	'appMessage.updateButtonCard': ['userids', 'partyids', 'tagids', 'atall', 'agentid'],
	'tag.addToCustomerByName': ['add_tag', 'remove_tag'],
	'tag.create': ['group_id', 'group_name', 'tag'],
	'tag.removeFromCustomer': ['add_tag'],
	'ruleGroupTag.create': ['group_id', 'group_name', 'tag'],
	'customer.count': ['userid_list', 'cursor', 'limit'],
	'customer.syncAll': ['userid_list', 'cursor', 'limit'],
	'customer.updateRemark': ['remark_mobiles'],
	'media.uploadByUrl': ['scene'],
	'momentRuleGroup.create': ['privilege'],
	'momentRuleGroup.update': ['privilege'],
	'ruleGroup.create': ['privilege'],
	'ruleGroup.update': ['privilege'],
	'massMessage.createFromItems': [
		...'allow_select chat_id_list chat_type external_userid tag_filter'.split(' '),
	],
	'massMessage.getAll': ['cursor', 'limit'],
	'moment.getAll': ['cursor', 'limit'],
	'massMessage.getSendResults': ['cursor', 'limit'],
	'groupWelcome.create': ['image', 'link', 'miniprogram', 'video'],
	'groupWelcome.update': ['image', 'link', 'miniprogram', 'video'],
	'statistics.getGroupChatsByOwner': ['offset', 'limit'],
};

/** What stands in those that WeCom wants in every call. */
const FILLED_IN = {
	userid_list: ['1'],
	tag: [{ name: '1' }],
	limit: 1,
	scene: 1,
	msgtype: 'text',
	agentid: 1,
	auth_corpid: 'ww1',
};

const APPS = {
	selfBuilt: 'self-built',
	thirdParty: 'third-party',
	delegated: 'delegated',
} as const;

const ofOneEndpoint = operations.filter(({ endpoint }) => endpoint !== ANY_ENDPOINT);

describe.each(ofOneEndpoint.map((operation) => [operation.name, operation] as const))(
	'%s',
	(name, operation) => {
		const known = endpointOf(operation.endpoint)!;
		const place = operation.method === 'GET' ? 'query' : 'body';
		const request = everything(operation);

		it('has the same path, method and token', () => {
			expect(known).toMatchObject({
				method: operation.method,
				token: operation.token ?? 'access',
			});
		});

		it('has the same parameters of the same types', () => {
			const own = OWN[name] ?? [];
			const { cursor = 'cursor', size } = operation.paging ?? {};
			const paging = operation.paging ? [cursor, ...(size ? [size.to] : [])] : [];
			expect(Object.keys({ ...known[place] }).sort()).toEqual(
				[...Object.keys(request), ...own, ...paging].sort(),
			);
			const filledIn = Object.entries(FILLED_IN).filter(([field]) => own.includes(field));
			const given = { ...Object.fromEntries(filledIn), ...(size && { [size.to]: 1 }), ...request };
			expect(refuse(known[place], given)).toBeUndefined();
		});

		const { chunks, paging } = operation;
		const sizes = [
			...(chunks ? [[chunks.list, chunks.max] as const] : []),
			...(paging?.size ? [[paging.size.to, paging.size.max] as const] : []),
		];
		if (sizes.length > 0) {
			it.each(sizes)('sends as much at once as WeCom takes: %s', (parameter, size) => {
				expect(most(known.body[parameter])).toBe(size);
			});
		}

		if (!OPEN_TO_WHOM.includes(name)) {
			it('says which kinds of apps may call', () => {
				const everybody = Object.keys(APPS).length === known.callers.length;
				const claims = operation.description.split(/[.;]/).filter((part) => /^ ?For /.test(part));
				const said = Object.entries(APPS).filter(([, word]) =>
					claims.some((claim) => claim.includes(word)),
				);
				expect(said.map(([kind]) => kind).sort()).toEqual(
					everybody ? [] : [...known.callers].sort(),
				);
			});
		}
	},
);

it.each(fixtureNames)('%s: the simulator takes what the fixture sends', (name) => {
	const requests = readFixture(name, 'http://stub')
		.calls.map(({ request }) => request)
		.filter(({ path }) => path.startsWith('/cgi-bin/'));
	expect(requests).not.toEqual([]);
	for (const { method, path, query = {}, body = {}, token = 'access' } of requests) {
		const known = endpointOf(path)!;
		expect([path, known.method, known.token]).toEqual([path, method, token]);
		expect(refuse(known.query, readQuery(known.query, query))).toBeUndefined();
		expect(refuse(known.body, body)).toBeUndefined();
	}
});
