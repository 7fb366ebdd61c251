import { batchEndpoints } from './batch';
import { chatIdUpgradeEndpoints } from './chatIdUpgrade';
import { contactEndpoints } from './contacts';
import { contactWayEndpoints } from './contactWay';
import { customerEndpoints } from './customer';
import { followCheckEndpoints } from './followCheck';
import { groupChatEndpoints } from './groupChat';
import { idListEndpoints } from './idLists';
import { massCallTicketEndpoints } from './massCallTicket';
import { mediaEndpoints } from './media';
import { openidEndpoints } from './openid';
import { parentEndpoints } from './parents';
import { pendingIdEndpoints } from './pendingId';
import { remarkEndpoints } from './remark';
import { serviceIdEndpoints } from './serviceIds';
import { suiteEndpoints } from './suite';
import { tempChatEndpoints } from './tempChat';
import { tmpExternalUserEndpoints } from './tmpExternalUser';
import { tokenEndpoints } from './token';
import { unionidEndpoints } from './unionid';
import { welcomeEndpoints } from './welcome';

const families = [
	tokenEndpoints,
	suiteEndpoints,
	customerEndpoints,
	batchEndpoints,
	remarkEndpoints,
	followCheckEndpoints,
	contactEndpoints,
	welcomeEndpoints,
	contactWayEndpoints,
	tempChatEndpoints,
	unionidEndpoints,
	pendingIdEndpoints,
	tmpExternalUserEndpoints,
	idListEndpoints,
	chatIdUpgradeEndpoints,
	serviceIdEndpoints,
	groupChatEndpoints,
	openidEndpoints,
	parentEndpoints,
	massCallTicketEndpoints,
	mediaEndpoints,
];

const table = families.flat();

/** Every endpoint the simulator knows, by path. */
export const endpoints = new Map(table.map((entry) => [entry.path, entry]));

/** Every endpoint the simulator knows: what to send where, and which token goes into the query. */
export const knownEndpoints = table.map(({ method, path, token }) => ({ method, path, token }));
