// The pictures of README, the guides and the walk-through, taken in a real n8n, in English and in Chinese:
// `npm run screenshots`, or only some: `npm run screenshots -- zh-CN trigger`. CHROMIUM names a Chromium with fonts for Chinese.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { launchChromium } from '../test/browser/chromium';
import { openPage } from '../test/browser/page';
import { PACKAGE_FOLDER } from '../test/n8n/driver';
import { startBoth } from '../test/n8n/tests/setup';
import { recipes } from './screenshots/recipes';
import { walk, type Language } from './screenshots/walk';

const LANGUAGES: Readonly<Record<string, Language>> = {
	en: {
		locale: 'C',
		recipes: '',
		images: 'docs/images',
		customer: '吴刚',
		search: 'WeCom',
		node: 'WeCom Customer Contact',
		contactWay: 'Create a Contact Way',
	},
	'zh-CN': {
		locale: 'zh_CN.UTF-8',
		recipes: 'zh-CN/',
		images: 'docs/images/zh-CN',
		customer: '吴刚',
		search: '企业微信',
		node: '企业微信客户联系',
		contactWay: '创建联系我',
	},
};

/** What the editor shows as the start of every webhook URL; nothing calls it. */
const PUBLIC_ADDRESS = 'https://n8n.example.com/';

const takeAll = async (language: Language, wanted: (name: string) => boolean) => {
	const folder = path.join(PACKAGE_FOLDER, language.images);
	mkdirSync(path.join(folder, 'recipes'), { recursive: true });
	const both = await startBoth({ env: { LANG: language.locale, WEBHOOK_URL: PUBLIC_ADDRESS } });
	const browser = await launchChromium();
	try {
		const page = await openPage(browser, both.n8n, { deviceScaleFactor: 1.5 });
		const small = await openPage(browser, both.n8n);
		const pictures = [
			...recipes(small, both, language.recipes),
			...(await walk(page, both, language)),
		];
		for (const [name, take] of pictures) {
			if (!wanted(name)) continue;
			const file = `${name}.png`;
			writeFileSync(path.join(folder, file), await take());
			console.log(`  ${language.images}/${file}`);
		}
	} finally {
		await browser.close();
		await both.stop();
	}
};

const main = async () => {
	const asked = process.argv.slice(2);
	const languages = Object.keys(LANGUAGES);
	const chosen = languages.filter((name) => asked.includes(name));
	const names = asked.filter((name) => !languages.includes(name));
	for (const name of chosen.length > 0 ? chosen : languages) {
		await takeAll(LANGUAGES[name]!, (picture) => names.length === 0 || names.includes(picture));
	}
};

main().catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
