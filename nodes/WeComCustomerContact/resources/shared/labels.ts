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
