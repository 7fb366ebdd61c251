/** Objects as they travel: the names are WeCom's. */

export interface ExternalAttribute {
	type: 0 | 1 | 2;
	name: string;
	text?: { value: string };
	web?: { url: string; title: string };
	miniprogram?: { appid: string; pagepath: string; title: string };
}

export interface ExternalContact {
	external_userid: string;
	name: string;
	avatar?: string;
	/** 1 WeChat user, 2 WeCom user */
	type: 1 | 2;
	gender: 0 | 1 | 2;
	unionid?: string;
	position?: string;
	corp_name?: string;
	corp_full_name?: string;
	external_profile?: { external_attr: ExternalAttribute[] };
}

export interface FollowTag {
	group_name: string;
	tag_name: string;
	/** Absent from a member's own tag (type 2). */
	tag_id?: string;
	/** 1 corp tag, 2 member's own tag, 3 rule-group tag */
	type: 1 | 2 | 3;
}

export interface FollowUser {
	userid: string;
	remark: string;
	description: string;
	createtime: number;
	tags: FollowTag[];
	remark_corp_name?: string;
	remark_mobiles?: string[];
	add_way: number;
	wechat_channels?: { nickname: string; source: 0 | 1 | 2 | 3 };
	oper_userid: string;
	state?: string;
}

/** What the customer gets when a temporary chat ends (结束语). */
export interface Conclusions {
	text?: { content?: string };
	image?: { media_id: string };
	link?: { title: string; picurl?: string; desc?: string; url: string };
	miniprogram?: { title: string; pic_media_id: string; appid: string; page: string };
}

/** A contact way (联系我) as it was given: what was not told is absent. */
export interface ContactWay {
	/** 1 one member, 2 several */
	type: number;
	/** 1 button in a mini-program, 2 QR code */
	scene: number;
	style?: number;
	remark?: string;
	skip_verify?: boolean;
	state?: string;
	user?: string[];
	party?: number[];
	is_temp?: boolean;
	expires_in?: number;
	chat_expires_in?: number;
	unionid?: string;
	is_exclusive?: boolean;
	mark_source?: boolean;
	conclusions?: Conclusions;
}
