import { randomUUID } from 'node:crypto';
import { maxBytes, maxCharacters, maxItems, minCharacters, webAddress } from '../../engine/checks';
import type { Check } from '../../engine/types';
import { say } from '../../texts/say';
import type { FileKind } from '../shared/files';
import {
	toButtons,
	toLinks,
	toNotices,
	toParagraphs,
	toQuote,
	toRows,
	toSource,
} from './appMessageEntries';
import { entries, part, required, type Part, type Whole } from './appMessageParts';

// What each type of app message consists of: https://developer.work.weixin.qq.com/document/path/90236

/** A type of message. */
export interface Kind extends Whole {
	msgtype: string;
	/** It is a file. */
	file?: FileKind;
	/** It can be one that nobody can forward. */
	confidential?: true;
	/** It comes from a mini program, which needs no ID and cannot reach everybody at once. */
	ofMiniProgram?: true;
}

const text = part('text', say`Text`);
const title = part('title', say`Title`);
const linkUrl = (to: string) => part('linkUrl', say`Link URL`)(to, webAddress, maxBytes(2048));
const pictureUrl = (to: string) =>
	part('pictureUrl', say`Picture URL`)(to, webAddress, maxBytes(2048));

const taskIdSigns: Check = (value) =>
	/^[\w@-]+$/.test(String(value)) ? undefined : say`may have letters, digits, _, - and @ only`;

/** A file of a kind, and what stands beside it. */
const file = (kind: FileKind, ...parts: Part[]): Kind => ({
	msgtype: kind,
	parts,
	file: kind,
	...(kind === 'voice' ? {} : { confidential: true }),
});

/** What opens when a template card is clicked, and that it is a page. */
const opened = linkUrl('card_action.url');
const opensPage = part('linkUrl', say`Link URL`, () => 1)('card_action.type');

/** A template card, with what every one of them can have. */
const templateCard = (card_type: string, ...parts: Part[]): Kind => ({
	msgtype: 'template_card',
	always: { card_type },
	parts: [
		required(title('main_title.title')),
		...parts,
		part('source', say`Source`, toSource)('source'),
		part('quote', say`Quote`, toQuote)('quote_area'),
		part('rows', say`Rows`, toRows)('horizontal_content_list', maxItems(6)),
	],
});
const links = part('links', say`Links`, toLinks)('jump_list', maxItems(3));

/** WeCom takes no task ID twice. */
const taskId: Part = {
	...part('taskId', say`Task ID`)('task_id', maxBytes(128), taskIdSigns),
	otherwise: () => `n8n-${randomUUID()}`,
};

/** By the choice in Message Type. */
export const KINDS: Readonly<Record<string, Kind>> = {
	text: { msgtype: 'text', parts: [required(text('content', maxBytes(2048)))], confidential: true },
	markdown: { msgtype: 'markdown', parts: [required(text('content', maxBytes(2048)))] },
	textcard: {
		msgtype: 'textcard',
		parts: [
			required(title('title', maxCharacters(128))),
			required(text('description', maxCharacters(512))),
			required(linkUrl('url')),
			part('buttonText', say`Button Text`)('btntxt', maxCharacters(4)),
		],
	},
	news: {
		msgtype: 'news',
		parts: [
			required(title('title', maxBytes(128))),
			text('description', maxBytes(512)),
			required(linkUrl('url')),
			pictureUrl('picurl'),
		],
	},
	image: file('image'),
	file: file('file'),
	video: file('video', title('title', maxBytes(128)), text('description', maxBytes(512))),
	voice: file('voice'),
	textNotice: templateCard(
		'text_notice',
		text('sub_title_text'),
		required(opened),
		opensPage,
		links,
	),
	newsNotice: templateCard(
		'news_notice',
		text('main_title.desc'),
		required(pictureUrl('card_image.url')),
		required(opened),
		opensPage,
		part('paragraphs', say`Paragraphs`, toParagraphs)('vertical_content_list', maxItems(4)),
		links,
	),
	buttonCard: templateCard(
		'button_interaction',
		text('sub_title_text'),
		opened,
		opensPage,
		taskId,
		required(part('buttons', say`Buttons`, toButtons)('button_list', maxItems(6))),
	),
	miniProgramNotice: {
		msgtype: 'miniprogram_notice',
		ofMiniProgram: true,
		parts: [
			required(part('appId', say`Mini Program App ID`)('appid')),
			part('page', say`Mini Program Page`)('page', maxBytes(1024)),
			required(title('title', minCharacters(4), maxCharacters(12))),
			text('description', minCharacters(4), maxCharacters(12)),
			part('emphasizeFirstRow', say`Emphasize First Row`)('emphasis_first_item'),
			part('rows', say`Rows`, toNotices)('content_item', maxItems(10)),
		],
	},
};

/** The articles of news below the first, each with what an article needs. */
export const toArticles = entries('article', () => KINDS.news!);
