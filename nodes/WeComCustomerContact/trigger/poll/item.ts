import { hash } from 'node:crypto';
import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	INodeExecutionData,
	IPollFunctions,
} from 'n8n-workflow';
import { isoTime } from '../../callback/toEvent';
import { corpOf } from '../../transport/credential';
import { say } from '../../texts/say';
import { customerFields } from '../customer';
import { keyOf } from './state';
import type { Step } from './step';

const ID_LENGTH = 32;

/**
 * A new customer as the callback trigger has them, with details and without a welcome code. `event` and `change_type` are
 * those of the callback that tells the same; `event_id` is the same whenever the same relation is emitted.
 */
export function toItem(
	context: IPollFunctions,
	credential: ICredentialDataDecryptedObject,
	{ relation, record }: Step['emitted'][number],
): INodeExecutionData {
	const { userid, external_userid, createtime, state } = relation;
	const corpid = corpOf(credential);
	const isSuite = credential.appType === 'thirdParty';
	const details: IDataObject = record
		? customerFields(context, record, userid)
		: { customer_error: say`WeCom does not show this customer any more` };
	return {
		json: {
			event_type: 'customerAdded',
			userid,
			external_userid,
			...(state && { state }),
			event: 'change_external_contact',
			change_type: 'add_external_contact',
			source: 'poll',
			event_id: hash('sha256', JSON.stringify([corpid, keyOf(relation)])).slice(0, ID_LENGTH),
			corpid,
			...(isSuite && { suite_id: String(credential.suiteId ?? '') }),
			created_at: isoTime(createtime),
			create_time: createtime,
			raw: record ?? {},
			...details,
			relation_key: keyOf(relation),
		},
	};
}
