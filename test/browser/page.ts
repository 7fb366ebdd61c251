import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import type { N8n } from '../n8n/driver';

export type { Browser, Page } from 'playwright-core';

/** Waiting for what a busy machine shows late costs nothing where it is fast. */
const PATIENCE_MS = 60_000;

/** A page in which the owner of this n8n is logged in. */
export const openPage = async (
	browser: Browser,
	{ baseUrl, login }: Pick<N8n, 'baseUrl' | 'login'>,
	options: BrowserContextOptions = {},
) => {
	const context = await browser.newContext({
		baseURL: baseUrl,
		locale: 'en-US',
		timezoneId: 'Asia/Shanghai',
		// Animations would make two runs differ.
		reducedMotion: 'reduce',
		...options,
	});
	context.setDefaultTimeout(PATIENCE_MS);
	const answer = await context.request.post('/rest/login', {
		data: { emailOrLdapLoginId: login.email, password: login.password },
	});
	if (!answer.ok()) throw new Error(`n8n did not let us in: ${answer.status()}`);
	return await context.newPage();
};

/** What n8n's own tests find by this name. */
export const part = (within: Page | Locator, testId: string) =>
	within.locator(`[data-test-id="${testId}"]`);

export const boxOf = async (locator: Locator) => {
	const box = await locator.boundingBox();
	if (!box) throw new Error(`${String(locator)} is not on the page`);
	return box;
};

/** Does something on a page; if that fails, the error names a picture of what the page showed then. */
export const seen = async <T>(page: Page, work: () => Promise<T>): Promise<T> => {
	try {
		return await work();
	} catch (error) {
		const picture = path.join(mkdtempSync(path.join(tmpdir(), 'n8n-wecom-page-')), 'page.png');
		const then = await page.screenshot({ path: picture }).then(() => picture, String);
		throw new Error(`${String(error)}\nThe page then: ${then}`, { cause: error });
	}
};
