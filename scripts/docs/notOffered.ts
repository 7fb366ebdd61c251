type Why = readonly [english: string, chinese: string];

const PROVIDER_TOKEN: Why = [
	"Needs the provider's own access token (provider_access_token), which no credential of this package has.",
	'需要服务商自己的 provider_access_token，本节点包的凭证都没有。',
];

/** Endpoints of customer contact, or that the node uses, without an operation, and why. */
export const NOT_OFFERED: Readonly<Record<string, Why>> = {
	'/cgi-bin/gettoken': [
		'The credential asks for it; n8n keeps the token until it expires.',
		'凭证会自行调用；n8n 保存令牌直到过期。',
	],
	'/cgi-bin/service/get_suite_token': [
		"The credential of a third-party app asks for it, as it needs it to ask for the corp's token.",
		'第三方应用的凭证会自行调用，用来换取企业的令牌。',
	],
	'/cgi-bin/service/get_corp_token': [
		'The credential of a third-party app asks for it; n8n keeps the token until it expires.',
		'第三方应用的凭证会自行调用；n8n 保存令牌直到过期。',
	],
	'/cgi-bin/getcallbackip': [
		'The credential tries each new token with it. The addresses it gives are of use to a firewall only.',
		'凭证用它检查每个新令牌。返回的地址只对防火墙有用。',
	],
	'/cgi-bin/department/simplelist': [
		'Department: Get Many asks it where the app gets IDs only, and Member: Get Many for the departments to walk.',
		'应用只能拿到 ID 时，「部门：获取列表」会调用它；「成员：获取列表」用它得到要遍历的部门。',
	],
	'/cgi-bin/user/simplelist': [
		'Member: Get Many asks it where the app gets IDs only.',
		'应用只能拿到 ID 时，「成员：获取列表」会调用它。',
	],
	'/cgi-bin/agent/list': [
		'Not of customer contact: the node reads it to name apps, and to find the app that a message comes from.',
		'不属于客户联系：节点用它显示应用名称，以及查找应用消息由哪个应用发送。',
	],
	'/cgi-bin/externalcontact/customer_acquisition_app/get_permit': [
		'Only for marketing acquisition apps (营销获客), a kind of app that the credential does not know.',
		'仅限营销获客应用，凭证没有这种应用类型。',
	],
	'/cgi-bin/idconvert/apply_to_upgrade_chatid': [
		'A migration that a provider orders once per corp and that cannot be undone: not a step of a workflow.',
		'服务商为每个企业只做一次、不能撤销的迁移，不适合放在工作流里。',
	],
	'/cgi-bin/idconvert/upgrade_chatid_for_new_corp': [
		"A switch of a provider's app template, set once for all new corps and not undone: not a step of a workflow.",
		'服务商应用模板的开关，对所有新企业只设置一次、不能撤销，不适合放在工作流里。',
	],
	'/cgi-bin/service/batch/userid_to_openuserid': PROVIDER_TOKEN,
	'/cgi-bin/service/corpid_to_opencorpid': PROVIDER_TOKEN,
	'/cgi-bin/service/finish_openid_migration': [
		`${PROVIDER_TOKEN[0]} It also ends a migration for good.`,
		`${PROVIDER_TOKEN[1]}而且它会永久结束迁移。`,
	],
	'/cgi-bin/externalcontact/list_member_non_data_contact': [
		'Has no page of WeCom: only an unofficial guide names it (section 12 of *WeCom CRM · 客户管理 SKILL*, 获取已服务的外部联系人: with userid, cursor and limit). What it promises is [Customer: Get Many Served](customer.md#get-many-served) with its filter by member.',
		'企业微信没有这个接口的文档，只有一份非官方指南提到它（《WeCom CRM · 客户管理 SKILL》第 12 节「获取已服务的外部联系人」，参数为 userid、cursor 和 limit）。它所说的功能，可以用[客户：获取已服务的外部联系人](customer.md#获取已服务的外部联系人)并按成员筛选来实现。',
	],
};
