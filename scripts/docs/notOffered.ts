const PROVIDER_TOKEN =
	"Needs the provider's own access token (provider_access_token), which no credential of this package has.";

/** Endpoints of customer contact, or that the node uses, without an operation, and why. */
export const NOT_OFFERED: Readonly<Record<string, string>> = {
	'/cgi-bin/gettoken': 'The credential asks for it; n8n keeps the token until it expires.',
	'/cgi-bin/service/get_suite_token':
		"The credential of a third-party app asks for it, as it needs it to ask for the corp's token.",
	'/cgi-bin/service/get_corp_token':
		'The credential of a third-party app asks for it; n8n keeps the token until it expires.',
	'/cgi-bin/getcallbackip':
		'The credential tries each new token with it. The addresses it gives are of use to a firewall only.',
	'/cgi-bin/department/simplelist':
		'Department: Get Many asks it where the app gets IDs only, and Member: Get Many for the departments to walk.',
	'/cgi-bin/user/simplelist': 'Member: Get Many asks it where the app gets IDs only.',
	'/cgi-bin/agent/list':
		'Not of customer contact: the node reads it to name apps, and to find the app that a message comes from.',
	'/cgi-bin/externalcontact/customer_acquisition_app/get_permit':
		'Only for marketing acquisition apps (营销获客), a kind of app that the credential does not know.',
	'/cgi-bin/idconvert/apply_to_upgrade_chatid':
		'A migration that a provider orders once per corp and that cannot be undone: not a step of a workflow.',
	'/cgi-bin/idconvert/upgrade_chatid_for_new_corp':
		"A switch of a provider's app template, set once for all new corps and not undone: not a step of a workflow.",
	'/cgi-bin/service/batch/userid_to_openuserid': PROVIDER_TOKEN,
	'/cgi-bin/service/corpid_to_opencorpid': PROVIDER_TOKEN,
	'/cgi-bin/service/finish_openid_migration': `${PROVIDER_TOKEN} It also ends a migration for good.`,
	'/cgi-bin/externalcontact/list_member_non_data_contact':
		'Has no page of WeCom: only an unofficial guide names it (section 12 of *WeCom CRM · 客户管理 SKILL*, 获取已服务的外部联系人: with userid, cursor and limit). What it promises is [Customer: Get Many Served](#customer-get-many-served) with its filter by member.',
};
