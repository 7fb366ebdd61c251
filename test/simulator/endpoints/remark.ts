import { fail, ok, type Reply } from '../errors';
import { array, string, type Values } from '../schema';
import type { World } from '../world';
import { refuseMedia } from './attachments';
import { endpoint } from './endpoint';
import { externalUserid, readRelation, userid } from './people';

const notes = {
	remark: string({ maxChars: 20 }),
	description: string({ maxChars: 150 }),
	remark_company: string({ maxChars: 20 }),
	remark_mobiles: array(string()),
	remark_pic_mediaid: string(),
};

const refuseNotes = (world: World, given: Values<typeof notes>): Reply | undefined => {
	const { remark_mobiles: mobiles = [], remark_pic_mediaid: picture } = given;
	if (Object.values(given).every((value) => value.length === 0))
		return fail(40058, 'all of the five fields to change are empty');
	if (mobiles.length > 1 && mobiles.includes(''))
		return fail(40058, 'remark_mobiles: an empty text clears the list and stands alone');
	return picture ? refuseMedia(world, 'image', picture) : undefined;
};

export const remarkEndpoints = [
	endpoint({
		method: 'POST',
		path: 'externalcontact/remark',
		body: { userid, external_userid: externalUserid, ...notes },
		handle: ({ world, body: { userid: userId, external_userid: externalUserId, ...given } }) => {
			const refusal = refuseNotes(world, given);
			if (refusal) return refusal;
			const found = readRelation(world, { userId, externalUserId });
			if ('refusal' in found) return found.refusal;
			const company = given.remark_company;
			const isWeChatUser = world.state.customers.get(externalUserId)?.type === 1;
			if (company && !isWeChatUser)
				return fail(40058, 'remark_company is for WeChat customers only');

			const { relation } = found;
			const { remark, description, remark_mobiles: mobiles = [] } = given;
			Object.assign(relation.follow, {
				...(remark === undefined ? {} : { remark }),
				...(description === undefined ? {} : { description }),
				...(company === undefined ? {} : { remark_corp_name: company }),
				...(mobiles.length === 0 ? {} : { remark_mobiles: mobiles.filter(Boolean) }),
			});
			if (given.remark_pic_mediaid) relation.remarkPicture = given.remark_pic_mediaid;
			return ok();
		},
	}),
];
