import type { Resource } from '../engine/types';
import { localized } from '../texts/localized';
import { acquisitionLink } from './acquisition/acquisitionLink';
import { appMessage } from './messages/appMessage';
import { apiCall } from './apiCall/apiCall';
import { contactWay } from './contactWays/contactWay';
import { customer } from './customers/customer';
import { followUser } from './customers/followUser';
import { groupChat } from './groupChats/groupChat';
import { groupJoinWay } from './groupChats/groupJoinWay';
import { groupWelcome } from './messages/groupWelcome';
import { idConversion } from './ids/idConversion';
import { interceptRule } from './interceptRules/interceptRule';
import { massMessage } from './messages/massMessage';
import { media } from './media/media';
import { department } from './people/department';
import { member } from './people/member';
import { memberTag } from './people/memberTag';
import { moment } from './moments/moment';
import { product } from './products/product';
import { providerIdConversion } from './ids/providerIdConversion';
import { momentRuleGroup, ruleGroup } from './ruleGroups/ruleGroups';
import { ruleGroupTag } from './tags/ruleGroupTag';
import { statistics } from './statistics/statistics';
import { tag } from './tags/tag';
import { transfer } from './transfers/transfer';
import { welcomeMessage } from './messages/welcomeMessage';

export const resources = localized<Resource[]>([
	customer,
	acquisitionLink,
	appMessage,
	apiCall,
	contactWay,
	department,
	followUser,
	groupChat,
	groupJoinWay,
	groupWelcome,
	idConversion,
	interceptRule,
	massMessage,
	media,
	member,
	memberTag,
	moment,
	momentRuleGroup,
	product,
	providerIdConversion,
	ruleGroup,
	ruleGroupTag,
	statistics,
	tag,
	transfer,
	welcomeMessage,
]);
