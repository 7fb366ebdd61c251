import type { Resource } from '../engine/types';
import { acquisitionLink } from './acquisitionLink';
import { contactWay } from './contactWay';
import { customer } from './customer';
import { followUser } from './followUser';
import { groupChat } from './groupChat';
import { groupJoinWay } from './groupJoinWay';
import { groupWelcome } from './groupWelcome';
import { idConversion } from './idConversion';
import { interceptRule } from './interceptRule';
import { massMessage } from './massMessage';
import { media } from './media';
import { moment } from './moment';
import { product } from './product';
import { providerIdConversion } from './providerIdConversion';
import { momentRuleGroup, ruleGroup } from './ruleGroups';
import { ruleGroupTag } from './ruleGroupTag';
import { statistics } from './statistics';
import { tag } from './tag';
import { transfer } from './transfer';
import { welcomeMessage } from './welcomeMessage';

export const resources: Resource[] = [
	customer,
	acquisitionLink,
	contactWay,
	followUser,
	groupChat,
	groupJoinWay,
	groupWelcome,
	idConversion,
	interceptRule,
	massMessage,
	media,
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
];
