import { ok } from '../errors';
import { endpoint } from './endpoint';

// https://developer.work.weixin.qq.com/document/path/90227
export const agentEndpoints = [
	endpoint({
		method: 'GET',
		path: 'agent/list',
		handle: ({ app }) =>
			ok({
				agentlist: app
					? [
							{
								agentid: app.agentId,
								name: app.name,
								square_logo_url: 'https://wework.qpic.cn/wwpic/app/0',
							},
						]
					: [],
			}),
	}),
];
