import { membersOfDepartment } from './departments';
import type { SavedContactWay, State } from './types';
import type { ContactWay } from './wire';
import type { World } from './world';

const daySeconds = 24 * 3600;

/** What a temporary contact way has unless told. */
export const tempDefaults = { expires_in: 7 * daySeconds, chat_expires_in: daySeconds };

/** How long a temporary chat lasts from the adding on. */
export const chatLifeMs = ({ chat_expires_in = tempDefaults.chat_expires_in }: ContactWay) =>
	chat_expires_in * 1000;

/** Whether a temporary contact way has been used up or has expired. */
export const isVoid = ({ now }: World, { given, createdAt, used }: SavedContactWay) => {
	const { is_temp = false, expires_in = tempDefaults.expires_in } = given;
	return is_temp && (used || createdAt + expires_in * 1000 <= now());
};

/** The userids of all members behind a contact way, departments expanded. */
export const receivers = (state: State, { user = [], party = [] }: ContactWay) => {
	const inDepartments = party
		.flatMap((id) => membersOfDepartment(state, id))
		.filter(({ externalContact, inScope }) => externalContact && inScope)
		.map(({ userid }) => userid);
	return [...new Set([...user, ...inDepartments])];
};
