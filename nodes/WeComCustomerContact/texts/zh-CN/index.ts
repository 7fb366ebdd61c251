import customer from './resources/customers/customer.json';
import acquisitionLink from './resources/acquisition/acquisitionLink.json';
import appMessage from './resources/messages/appMessage.json';
import apiCall from './resources/apiCall/apiCall.json';
import contactWay from './resources/contactWays/contactWay.json';
import followUser from './resources/customers/followUser.json';
import groupChat from './resources/groupChats/groupChat.json';
import groupJoinWay from './resources/groupChats/groupJoinWay.json';
import groupWelcome from './resources/messages/groupWelcome.json';
import idConversion from './resources/ids/idConversion.json';
import interceptRule from './resources/interceptRules/interceptRule.json';
import massMessage from './resources/messages/massMessage.json';
import media from './resources/media/media.json';
import department from './resources/people/department.json';
import member from './resources/people/member.json';
import memberTag from './resources/people/memberTag.json';
import moment from './resources/moments/moment.json';
import momentRuleGroup from './resources/ruleGroups/momentRuleGroup.json';
import product from './resources/products/product.json';
import providerIdConversion from './resources/ids/providerIdConversion.json';
import ruleGroup from './resources/ruleGroups/ruleGroup.json';
import ruleGroupTag from './resources/tags/ruleGroupTag.json';
import statistics from './resources/statistics/statistics.json';
import tag from './resources/tags/tag.json';
import transfer from './resources/transfers/transfer.json';
import welcomeMessage from './resources/messages/welcomeMessage.json';
import credential from './credential.json';
import trigger from './trigger.json';
import action from './action.json';
import errors from './errors.json';
import engineMessages from './messages/engine.json';
import resourcesMessages from './messages/resources.json';
import methodsMessages from './messages/methods.json';
import transportMessages from './messages/transport.json';
import triggerMessages from './messages/trigger.json';
import callbackMessages from './messages/callback.json';
import credentialsMessages from './messages/credentials.json';
import textsMessages from './messages/texts.json';
import shared from './shared.json';

export default {
	messages: {
		...engineMessages,
		...resourcesMessages,
		...methodsMessages,
		...transportMessages,
		...triggerMessages,
		...callbackMessages,
		...credentialsMessages,
		...textsMessages,
	},
	descriptions: {
		...shared,
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
		credential,
		trigger,
		action,
		errors,
	},
};
