import type { IDataObject, IPollFunctions } from 'n8n-workflow';
import { asList, asObject } from '../../engine/values';
import { MEMBER_CODES, NO_CUSTOMERS } from '../../resources/customers/memberCodes';
import { weComRequest } from '../../transport/request';
import { say } from '../../texts/say';
import { readRecord } from '../customer';
import { PAGE, toRelation, type Source } from './round';
import type { Relation } from './state';

/** A customer whom nobody follows any more, or an ID that is no customer's now. */
const GONE = [84061, 40096];

/**
 * WeCom, as a poll reads it.
 *
 * @param members those of the filter; all whose customers the app may see if there are none
 * @param spend is called for each call
 */
export function sourceOf(context: IPollFunctions, members: string[], spend: () => void): Source {
	const call = async (request: Omit<Parameters<typeof weComRequest>[1], 'access'>) => {
		spend();
		return await weComRequest(context, { access: 'read', ...request });
	};

	return {
		/** @see https://developer.work.weixin.qq.com/document/path/92571 */
		async members() {
			if (members.length > 0) return members;
			const answer = await call({
				method: 'GET',
				endpoint: '/cgi-bin/externalcontact/get_follow_user_list',
				doc: 92571,
			});
			return asList(answer.follow_user).map(String);
		},

		/** @see https://developer.work.weixin.qq.com/document/path/92113 */
		async list(userid) {
			const { errcode, external_userid } = await call({
				method: 'GET',
				endpoint: '/cgi-bin/externalcontact/list',
				doc: 92113,
				query: { userid },
				tolerates: MEMBER_CODES,
			});
			if (errcode === NO_CUSTOMERS) return [];
			return errcode === undefined ? asList(external_userid).map(String) : undefined;
		},

		/** @see https://developer.work.weixin.qq.com/document/path/92994 */
		async relations(userid) {
			const found: Relation[] = [];
			for (let cursor = ''; ;) {
				const answer = await call({
					method: 'POST',
					endpoint: '/cgi-bin/externalcontact/batch/get_by_user',
					doc: 92994,
					body: { userid_list: [userid], limit: PAGE, ...(cursor && { cursor }) },
					tolerates: MEMBER_CODES,
				});
				for (const record of asList(answer.external_contact_list).map(asObject)) {
					const { external_userid } = asObject(record.external_contact);
					found.push(toRelation(userid, String(external_userid), asObject(record.follow_info)));
				}
				const next = String(answer.next_cursor ?? '');
				if (next === '') return found;
				if (next === cursor) throw new Error(say`WeCom sent the same page cursor twice`);
				cursor = next;
			}
		},

		async customer(external_userid) {
			spend();
			const answer: IDataObject = await readRecord(context, external_userid, { tolerates: GONE });
			return answer.errcode === undefined ? answer : undefined;
		},
	};
}
