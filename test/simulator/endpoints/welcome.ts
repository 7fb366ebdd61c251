import { fail, ok, type Reply } from '../errors';
import { attachmentFields, refuseAttachment } from './attachments';
import { findRelation } from '../relations';
import { array, object, string, variant } from '../schema';
import type { WelcomeCode } from '../types';
import type { World } from '../world';
import { endpoint } from './endpoint';

const refuseCode = (world: World, code: WelcomeCode | undefined): Reply | undefined => {
	if (!code) return fail(41050);
	if (findRelation(world.state, code)?.chatStarted) return fail(41051);
	const age = world.now() - code.createdAt;
	return code.used || age > world.settings.welcomeCodeSeconds * 1000 ? fail(41050) : undefined;
};

export const welcomeEndpoints = [
	endpoint({
		method: 'POST',
		path: 'externalcontact/send_welcome_msg',
		body: {
			welcome_code: string({ required: true, missing: 41049 }),
			text: object({ content: string({ maxBytes: 4000 }) }),
			attachments: array(variant('msgtype', attachmentFields, { invalid: 41065 }), {
				max: 9,
				tooMany: 41064,
			}),
		},
		handle: ({ world, body }) => {
			const { text, attachments = [] } = body;
			if (!text?.content && attachments.length === 0)
				return fail(40058, 'text and attachments are both empty');
			const code = world.state.welcomeCodes.get(body.welcome_code);
			const refusal =
				attachments.map((one) => refuseAttachment(world, one)).find(Boolean) ??
				refuseCode(world, code);
			if (refusal || !code) return refusal ?? fail(41050);
			code.used = true;
			const relation = findRelation(world.state, code);
			if (relation) relation.welcomed = true;
			world.state.welcomeMessages.push({
				welcomeCode: code.code,
				userId: code.userId,
				externalUserId: code.externalUserId,
				text: text?.content,
				attachments,
				at: world.now(),
				msAfterScan: world.now() - code.createdAt,
			});
			return ok();
		},
	}),
];
