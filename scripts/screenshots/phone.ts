import type { Page } from 'playwright-core';
import { part } from '../../test/browser/page';
import type { WelcomeMessage } from '../../test/simulator/types';
import { pictureOf, around } from './clip';

const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

const STYLE = `
	* { box-sizing: border-box; margin: 0 }
	body { background: #fff; font: 15px/1.5 system-ui, 'Noto Sans CJK SC', sans-serif; color: #1a1a1a; padding: 24px }
	main { display: flex; align-items: center; gap: 28px; width: max-content }
	.canvas { max-width: 1060px; max-height: 560px; border-radius: 12px }
	.phone { width: 300px; height: 560px; border: 10px solid #222; border-radius: 40px; background: #ededed; overflow: hidden }
	header { background: #f7f7f7; padding: 22px 12px 12px; text-align: center; font-weight: 600; border-bottom: 1px solid #ddd }
	header small { color: #e08a1e; font-weight: 400 }
	.time { text-align: center; color: #999; font-size: 12px; margin: 14px 24px }
	.said { display: flex; gap: 8px; margin: 12px }
	.face { flex: none; width: 38px; height: 38px; border-radius: 6px; background: #3a7bd5; color: #fff; text-align: center; line-height: 38px }
	.bubble { background: #fff; border-radius: 6px; padding: 8px 12px; font-size: 14px }
`;

/** The canvas, and beside it what the customer's phone shows of a welcome message: drawn, from the message that arrived. */
export const besidePhone = async (
	page: Page,
	canvas: Buffer,
	{ member, message }: { member: string; message: WelcomeMessage },
) => {
	await page.setViewportSize({ width: 1448, height: 640 });
	await page.setContent(`<!doctype html><meta charset="utf-8"><style>${STYLE}</style><main data-test-id="promise">
<img class="canvas" src="data:image/png;base64,${canvas.toString('base64')}">
<div class="phone"><header>${escaped(member)} <small>@示例科技</small></header>
<p class="time">你已添加了${escaped(member)}，现在可以开始聊天了。</p>
<div class="said"><div class="face">${escaped(member.slice(0, 1))}</div><div class="bubble">${escaped(message.text ?? '')}</div></div>
</div></main>`);
	const promise = part(page, 'promise');
	return await pictureOf(page, await around(promise, promise, promise));
};
