import type { Chained, Field } from '../../engine/types';
import { say } from '../../texts/say';

// Fields whose value comes with the item, so that steps work one after another as they are dropped. Only of what reads,
// welcomes, tags and remarks, who is told of it, and the card that was clicked: an audience, and what is removed or moved,
// is for the user to say.

/** What a step hands on from the item that came in: whom it is about, and what it can be answered with. */
export const HANDED_ON: readonly string[] = [
	'event_type',
	'userid',
	'external_userid',
	'state',
	'welcome_code',
	'welcome_code_expires_at',
	'chat_id',
	'event_key',
	'task_id',
	'response_code',
];

const chained = (key: string, hint: string): Chained => ({ key, hint });

/** What items bring, and which steps give it. */
export const FROM_ITEM = {
	member: chained(
		'userid',
		say`The item has no "userid". Events of the trigger give one, Customer Contact Member > Get Many, and steps about a customer of a member`,
	),
	customer: chained(
		'external_userid',
		say`The item has no "external_userid". Events of the trigger give one, Customer > Get Many, and steps about a customer`,
	),
	groupChat: chained(
		'chat_id',
		say`The item has no "chat_id". Group chat events of the trigger give one, and Group Chat > Get Many`,
	),
	welcomeCode: chained(
		'welcome_code',
		say`The item has no "welcome_code". WeCom sends none when another welcome message applies (of its admin console or another app), or when the event Customer Added Without Verification had it before. If the trigger gave one, a step in between dropped it: put this step directly after the trigger`,
	),
	welcomeCodeExpiry: chained(
		'welcome_code_expires_at',
		say`The item has no "welcome_code_expires_at". The trigger gives it with the code`,
	),
	chatKey: chained(
		'chat_key',
		say`The item has no "chat_key". The event Acquisition Messages Received of the trigger gives one`,
	),
	responseCode: chained(
		'response_code',
		say`The item has no "response_code". The event Card Clicked of the trigger gives one, and App Message > Send of a card with buttons`,
	),
	contactWay: chained(
		'config_id',
		say`The item has no "config_id". Contact Way > Create gives one, and so does Get Many`,
	),
	acquisitionLink: chained(
		'link_id',
		say`The item has no "link_id". Events of acquisition links give one, Acquisition Link > Create, and Get Many`,
	),
	product: chained(
		'product_id',
		say`The item has no "product_id". Product > Create gives one, and so does Get Many`,
	),
	joinWay: chained(
		'config_id',
		say`The item has no "config_id". Group Join Way > Create gives one`,
	),
	groupWelcome: chained(
		'template_id',
		say`The item has no "template_id". Group Welcome Message > Create gives one`,
	),
	massMessage: chained(
		'msgid',
		say`The item has no "msgid". Mass Message > Create gives one, and so does Get Many`,
	),
	moment: chained(
		'moment_id',
		say`The item has no "moment_id". Moment > Create gives one, and so does Get Many`,
	),
	job: chained('jobid', say`The item has no "jobid". The step that started the job gives it`),
	media: chained('media_id', say`The item has no "media_id". The uploads of Media give one`),
	unionId: chained(
		'unionid',
		say`The item has no "unionid". Your mini program gives one, and Customer > Get`,
	),
	openId: chained('openid', say`The item has no "openid". Your mini program gives one`),
};

/** A copy of a field whose value comes with the item, unless the user chooses another. */
export const fromItem = (field: Field, from: keyof typeof FROM_ITEM): Field => ({
	...field,
	chained: FROM_ITEM[from],
});
