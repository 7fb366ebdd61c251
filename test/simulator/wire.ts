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
