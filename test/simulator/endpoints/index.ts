import { acquisitionEndpoints } from './acquisition';
import { acquisitionComponentEndpoints } from './acquisitionComponent';
import { agentEndpoints } from './agents';
import { appMessageEndpoints } from './appMessage';
import { batchEndpoints } from './batch';
import { chatIdUpgradeEndpoints } from './chatIdUpgrade';
import { contactEndpoints } from './contacts';
import { contactWayEndpoints } from './contactWay';
import { customerEndpoints } from './customer';
import { customerGroupEndpoints } from './customerGroups';
import { departmentEndpoints } from './departments';
import { followCheckEndpoints } from './followCheck';
import { groupChatEndpoints } from './groupChat';
import { groupWelcomeEndpoints } from './groupWelcome';
import { idListEndpoints } from './idLists';
import { interceptRuleEndpoints } from './interceptRule';
import { joinWayEndpoints } from './joinWays';
import { markTagEndpoints } from './markTag';
import { massCallTicketEndpoints } from './massCallTicket';
import { massMessageEndpoints } from './massMessage';
import { mediaEndpoints } from './media';
import { mediaByUrlEndpoints } from './mediaByUrl';
import { memberEndpoints } from './members';
import { momentEndpoints } from './moments';
import { openidEndpoints } from './openid';
import { parentEndpoints } from './parents';
import { pendingIdEndpoints } from './pendingId';
import { productEndpoints } from './products';
import { remarkEndpoints } from './remark';
import { ruleGroupEndpoints } from './ruleGroups';
import { serviceIdEndpoints } from './serviceIds';
import { statisticsEndpoints } from './statistics';
import { suiteEndpoints } from './suite';
import { tagEndpoints } from './tags';
import { tempChatEndpoints } from './tempChat';
import { tmpExternalUserEndpoints } from './tmpExternalUser';
import { tokenEndpoints } from './token';
import { transferEndpoints } from './transfer';
import { transferChatEndpoints } from './transferChat';
import { unionidEndpoints } from './unionid';
import { welcomeEndpoints } from './welcome';

const families = [
	tokenEndpoints,
	suiteEndpoints,
	customerEndpoints,
	batchEndpoints,
	remarkEndpoints,
	agentEndpoints,
	appMessageEndpoints,
	departmentEndpoints,
	memberEndpoints,
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
	customerGroupEndpoints,
	joinWayEndpoints,
	statisticsEndpoints,
	openidEndpoints,
	parentEndpoints,
	massCallTicketEndpoints,
	mediaEndpoints,
	mediaByUrlEndpoints,
	acquisitionEndpoints,
	acquisitionComponentEndpoints,
	momentEndpoints,
	ruleGroupEndpoints,
	massMessageEndpoints,
	interceptRuleEndpoints,
	transferEndpoints,
	transferChatEndpoints,
	groupWelcomeEndpoints,
	markTagEndpoints,
	productEndpoints,
	tagEndpoints,
];

const table = families.flat();

/** Every endpoint the simulator knows, by path. */
export const endpoints = new Map(table.map((entry) => [entry.path, entry]));

/** Every endpoint the simulator knows: what to send where, and which token goes into the query. */
export const knownEndpoints = table.map(({ method, path, token }) => ({ method, path, token }));
