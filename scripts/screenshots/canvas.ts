import type { Page } from 'playwright-core';
import { part } from '../../test/browser/page';
import { pictureOf, type Clip } from './clip';

/** The editor's buttons that lie over the canvas. */
const BUTTONS = '.vue-flow__panel, [class*="nodeButtonsWrapper"], [class*="executionButtons"]';

/** Room around the steps, in pixels; names and branches stand below and behind them. */
const ROOM = { left: 40, top: 24, right: 64, bottom: 56 };

/** The steps of the workflow that is open, as large as they fit into the page, and nothing around them. */
export const stepsOf = async (page: Page) => {
	const steps = part(page, 'canvas-default-node').or(part(page, 'canvas-trigger-node'));
	await steps.first().waitFor();
	await page.addStyleTag({ content: `${BUTTONS} { display: none !important }` });
	await page.keyboard.press('1');
	await page.waitForTimeout(800);
	const boxes = await Promise.all((await steps.all()).map((step) => step.boundingBox()));
	const there = boxes.filter((box): box is Clip => box !== null);
	const x = Math.min(...there.map((box) => box.x)) - ROOM.left;
	const y = Math.min(...there.map((box) => box.y)) - ROOM.top;
	const right = Math.max(...there.map((box) => box.x + box.width)) + ROOM.right;
	const bottom = Math.max(...there.map((box) => box.y + box.height)) + ROOM.bottom;
	const clip = { x: Math.max(0, x), y: Math.max(0, y) };
	return await pictureOf(page, { ...clip, width: right - clip.x, height: bottom - clip.y });
};
