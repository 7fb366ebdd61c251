/** What transport/failure.ts puts around the error table's texts: compiled English → Chinese. */
export const FAILURE_PHRASES: ReadonlyArray<readonly [string, string]> = [
	[' (WeCom error ${errcode})', '（企业微信错误码 ${errcode}）'],
	['. WeCom said: ', '。企业微信的原话：'],
	['WeCom did not answer', '企业微信没有应答'],
	[
		'. It is unknown whether WeCom carried this out, so the node did not send it again. Check in WeCom before you repeat it',
		'。不确定企业微信是否已经执行，所以节点没有重发。请先在企业微信中确认，再决定是否重试',
	],
	[
		'. Check the base URL of the credential and the network of your n8n, and run it again',
		'。请检查凭证中的接口地址和 n8n 的网络，然后重新运行',
	],
];

/** Replaces each phrase, which has to stand there exactly once. */
export const replacePhrases = (code: string) =>
	FAILURE_PHRASES.reduce((text, [english, chinese]) => {
		const parts = text.split(english);
		if (parts.length !== 2) {
			throw new Error(`transport/failure.ts has "${english}" ${parts.length - 1} times`);
		}
		return parts.join(chinese);
	}, code);
