/** What a code means, in English and in Chinese. */
export type Labels = Readonly<Record<number, readonly [english: string, chinese: string]>>;

// Official documents: https://developer.work.weixin.qq.com/document/path/<number>

/** 92114 */
export const ADD_WAY: Labels = {
	0: ['unknown', '未知来源'],
	1: ['QR code', '扫描二维码'],
	2: ['phone search', '搜索手机号'],
	3: ['name card', '名片分享'],
	4: ['group chat', '群聊'],
	5: ['phone contacts', '手机通讯录'],
	6: ['WeChat contact', '微信联系人'],
	8: ['service staff of an installed app', '安装第三方应用时自动添加的客服人员'],
	9: ['email search', '搜索邮箱'],
	10: ['Channels', '视频号添加'],
	11: ['calendar', '通过日程参与人添加'],
	12: ['meeting', '通过会议参与人添加'],
	13: ['WeCom of a WeChat friend', '添加微信好友对应的企业微信'],
	14: ['smart hardware service', '通过智慧硬件专属客服添加'],
	15: ['door-to-door service', '通过上门服务客服添加'],
	16: ['acquisition link', '通过获客链接添加'],
	17: ['custom development', '通过定制开发添加'],
	18: ['reply to a demand', '通过需求回复添加'],
	21: ['third-party pre-sales service', '通过第三方售前客服添加'],
	22: ['possible business partner', '通过可能的商务伙伴添加'],
	24: ['accepted WeChat friend request', '通过接受微信账号收到的好友申请添加'],
	201: ['shared by a member', '内部成员共享'],
	202: ['assigned by an administrator', '管理员/负责人分配'],
};

/** 92114 */
export const GENDER: Labels = {
	0: ['unknown', '未知'],
	1: ['male', '男性'],
	2: ['female', '女性'],
};

/** 92114 */
export const CUSTOMER_TYPE: Labels = {
	1: ['WeChat user', '微信用户'],
	2: ['WeCom user', '企业微信用户'],
};

/** 92114 */
export const CHANNELS_SOURCE: Labels = {
	0: ['unknown', '未知'],
	1: ['Channels home page', '视频号主页'],
	2: ['live room', '视频号直播间'],
	3: ['lead service', '视频号留资服务'],
};

/** 92228, 92229 */
export const SCENE: Labels = {
	1: ['mini program', '小程序'],
	2: ['QR code', '二维码'],
};

/** 92228 */
export const CONTACT_WAY_TYPE: Labels = {
	1: ['single member', '单人'],
	2: ['multiple members', '多人'],
};

/** 92120 */
export const GROUP_CHAT_STATUS: Labels = {
	0: ['normal', '跟进人正常'],
	1: ['owner left', '跟进人离职'],
	2: ['being handed over', '离职继承中'],
	3: ['handed over', '离职继承完成'],
};

/** 92122 */
export const MEMBER_TYPE: Labels = {
	1: ['member', '企业成员'],
	2: ['external contact', '外部联系人'],
};

/** 92122; the trigger's `event_join_scene` has other codes. */
export const JOIN_SCENE: Labels = {
	1: ['invited by a person', '由群成员邀请入群（直接邀请入群）'],
	2: ['invitation link', '由群成员邀请入群（通过邀请链接入群）'],
	3: ['QR code', '通过扫描群二维码入群'],
};

/** 94088, 94082 */
export const TRANSFER_STATUS: Labels = {
	1: ['done', '接替完毕'],
	2: ['waiting', '等待接替'],
	3: ['refused by the customer', '客户拒绝'],
	4: ['takeover member has too many customers', '接替成员客户达到上限'],
};

/** 93338 */
export const TASK_STATUS: Labels = {
	0: ['not sent', '未发送'],
	2: ['sent', '已发送'],
};

/** 93338 */
export const SEND_STATUS: Labels = {
	0: ['not sent', '未发送'],
	1: ['sent', '已发送'],
	2: ['not a customer any more', '因客户不是好友导致发送失败'],
	3: ['got another mass message', '因客户已经收到其他群发消息导致发送失败'],
};

/** 93338, 93333 */
export const CREATE_TYPE: Labels = {
	0: ['corp', '企业'],
	1: ['member', '个人'],
};

/** 93333 */
export const VISIBLE_TYPE: Labels = {
	0: ['some customers', '部分可见'],
	1: ['public', '公开'],
};

/** 93333 */
export const PUBLISH_STATUS: Labels = {
	0: ['not published', '未发表'],
	1: ['published', '已发表'],
};

/** 95094 */
export const MOMENT_JOB_STATUS: Labels = {
	1: ['started', '开始创建任务'],
	2: ['running', '正在创建任务中'],
	3: ['done', '创建任务已完成'],
};

/** 96219 */
export const UPLOAD_JOB_STATUS: Labels = {
	1: ['running', '处理中'],
	2: ['done', '完成'],
	3: ['failed', '异常失败'],
};

/** 97298 */
export const CHAT_STATUS: Labels = {
	0: ['has not written', '客户未发消息'],
	1: ['has written', '客户已发送消息'],
	2: ['unknown', '客户发送消息状态未知'],
};

/** 97297 */
export const PRIORITY_TYPE: Labels = {
	1: ['any member of the corp', '全企业范围内优先分配给有好友关系的成员'],
	2: ['listed members', '指定范围内优先分配给有好友关系的成员'],
};

/** 95097 */
export const INTERCEPT_TYPE: Labels = {
	1: ['warn and block', '警告并拦截发送'],
	2: ['warn only', '仅发警告'],
};

/** 95097 */
export const SEMANTICS: Labels = {
	1: ['phone number', '手机号'],
	2: ['email address', '邮箱地址'],
	3: ['red packet', '红包'],
};

/** 94883, 94890 */
export const RANGE_TYPE: Labels = {
	1: ['member', '成员'],
	2: ['department', '部门'],
};

/** 90196 */
export const MEMBER_STATUS: Labels = {
	1: ['active', '已激活'],
	2: ['disabled', '已禁用'],
	4: ['not activated', '未激活'],
	5: ['left', '退出企业'],
};

/** 99610 */
export const PAY_MODE: Labels = {
	0: ['the corp pays', '企业付费'],
	1: ['the provider pays', '服务商付费'],
};

/** 99610 */
export const LINK_AUTH_MODE: Labels = {
	0: ['chosen links', '指定链接'],
	1: ['links of chosen apps', '指定应用创建的链接'],
};
