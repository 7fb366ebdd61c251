import type { Locator, Page } from 'playwright-core';
import { boxOf } from '../../test/browser/page';

export interface Clip {
	x: number;
	y: number;
	width: number;
	height: number;
}

/** From the top left of one element to the right edge of another and the bottom of a third, with a margin in pixels. */
export const around = async (
	first: Locator,
	right: Locator,
	last: Locator,
	margin = 12,
): Promise<Clip> => {
	const [from, edge, bottom] = [await boxOf(first), await boxOf(right), await boxOf(last)];
	const [x, y] = [Math.max(0, from.x - margin), Math.max(0, from.y - margin)];
	return {
		x,
		y,
		width: edge.x + edge.width + margin - x,
		height: bottom.y + bottom.height + margin - y,
	};
};

/** A picture of the page, or of a part of it, once drop-downs, tool tips and pictures have settled. */
export const pictureOf = async (page: Page, clip?: Clip) => {
	await page.waitForTimeout(1500);
	return await page.screenshot({ ...(clip ? { clip } : {}), animations: 'disabled' });
};
