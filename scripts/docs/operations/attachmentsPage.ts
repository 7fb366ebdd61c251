import {
	MESSAGE_KINDS,
	type Kinds,
} from '../../../nodes/WeComCustomerContact/resources/shared/attachments';
import {
	LARGEST,
	SMALLEST,
	type FileKind,
	type Purpose,
} from '../../../nodes/WeComCustomerContact/resources/shared/files';
import { MOMENT_KINDS } from '../../../nodes/WeComCustomerContact/resources/moments/momentAttachments';
import { isChinese } from '../../../nodes/WeComCustomerContact/texts/language';
import { NOTE, page, table } from '../markdown';
import { code, limitsOf } from './fieldsTable';
import { WORDS } from './words';

type Words = Readonly<{
	title: string;
	about: string;
	from: string;
	sources: readonly string[];
	sizes: string;
	sizesAbout: (smallest: number) => string;
	sizesHead: string[];
	purposes: Record<Purpose, string>;
	size: (bytes: number, megabytes: number) => string;
	byUrl: string;
	parts: string;
	partsAbout: string;
	partsHead: string[];
	ofMessages: string;
	ofMoments: string;
}>;

const ENGLISH: Words = {
	title: 'Attachments',
	about:
		'Pictures, videos and files that go with a message, a moment, a product or a remark. The node uploads them on the way: no step of its own is needed.',
	from: 'Where a file comes from',
	sources: [
		'**Input Data**: a file of the item, such as a step before it read or downloaded. Give the name of its binary field.',
		'**URL**: any http(s) address of a file. The node fetches and uploads it. Addresses of private networks are refused, unless the credential allows them (*Allow Private Addresses*).',
		'**Media ID**: what an upload of [Media](media.md) gave less than 3 days ago. It works for the purpose that it was uploaded for.',
		'**Permanent Picture**: the address that [Media: Upload Image](media.md#upload-image) gave. It does not expire; only for images in messages.',
	],
	sizes: 'How large a file may be',
	sizesAbout: (smallest) =>
		`Checked before anything is sent, as is what is in the file. A file has ${smallest} bytes at least.`,
	sizesHead: ['For', 'Image (JPG, PNG)', 'Voice (AMR, 60 seconds)', 'Video (MP4)', 'File'],
	purposes: {
		message: 'Messages, welcome messages, app messages, remarks',
		moment: 'Moments (a video of 30 seconds at most)',
		product: 'Products (images only)',
		permanentImage: 'Media: Upload Image (1,000 a day, 3,000 a month)',
	},
	size: (bytes, megabytes) => `${megabytes} MB (${bytes.toLocaleString('en-US')} bytes)`,
	byUrl:
		'A larger video or file of up to 200 MB: [Media: Upload by URL](media.md#upload-by-url) lets WeCom fetch it from an address.',
	parts: 'What an attachment has',
	partsAbout:
		'The attachments of an operation are sent in their order, 9 at most. An expression can give the whole list: entries with `type` and the fields below.',
	partsHead: ['Type', 'Field', 'Name in an expression', "WeCom's name", 'Required', 'Limit'],
	ofMessages: 'Messages',
	ofMoments: 'Moments: 9 images, or 1 video, or 1 link',
};

const CHINESE: Words = {
	title: '附件',
	about:
		'随消息、客户朋友圈、商品图册或备注发送的图片、视频和文件。节点会顺便上传，不需要单独的步骤。',
	from: '文件从哪里来',
	sources: [
		'**输入数据**：数据项中的文件，例如前面的步骤读取或下载的。填写其二进制字段的名称。',
		'**网址**：任意 http(s) 文件地址，节点会下载再上传。内网地址会被拒绝，除非凭证中打开了「允许内网地址」。',
		'**素材 ID**：3 天内由[素材](media.md)的各种上传返回。只能用于上传时的用途。',
		'**永久图片**：[素材：上传图片](media.md#上传图片)返回的地址，不会过期，只用于消息中的图片。',
	],
	sizes: '文件大小',
	sizesAbout: (smallest) => `发送之前会检查大小和文件内容。文件至少 ${smallest} 字节。`,
	sizesHead: ['用途', '图片（JPG、PNG）', '语音（AMR，60 秒）', '视频（MP4）', '文件'],
	purposes: {
		message: '群发、欢迎语、应用消息、备注',
		moment: '客户朋友圈（视频最长 30 秒）',
		product: '商品图册（仅限图片）',
		permanentImage: '素材：上传图片（每天 1,000 张，每月 3,000 张）',
	},
	size: (bytes, megabytes) => `${megabytes} MB（${bytes.toLocaleString('en-US')} 字节）`,
	byUrl:
		'更大的视频或文件（最大 200 MB）：[素材：按 URL 上传](media.md#按-url-上传)让企业微信从一个地址获取。',
	parts: '附件的内容',
	partsAbout:
		'附件按顺序发送，最多 9 个。也可以用表达式传入整个列表：每一项有 `type` 和下面的字段。',
	partsHead: ['类型', '字段', '表达式中的名称', '接口字段', '必填', '限制'],
	ofMessages: '消息',
	ofMoments: '客户朋友圈：9 张图片，或 1 个视频，或 1 个图文消息',
};

const TEXT = isChinese ? CHINESE : ENGLISH;

const KINDS: readonly FileKind[] = ['image', 'voice', 'video', 'file'];
const PRODUCT_KINDS: readonly FileKind[] = ['image'];

const sizeOf = (purpose: Purpose, kind: FileKind) => {
	const bytes = LARGEST[purpose][kind];
	if (bytes === undefined || (purpose === 'product' && !PRODUCT_KINDS.includes(kind))) return '';
	return TEXT.size(bytes, bytes / 1024 / 1024);
};

const sizes = () =>
	table(
		TEXT.sizesHead,
		(Object.keys(LARGEST) as Purpose[]).map((purpose) => [
			TEXT.purposes[purpose],
			...KINDS.map((kind) => sizeOf(purpose, kind)),
		]),
	);

const parts = (kinds: Kinds) =>
	table(
		TEXT.partsHead,
		Object.entries(kinds).flatMap(([kind, fields]) =>
			fields.map(({ label, name, to, required, checks }, index) => [
				index === 0 ? code(kind) : '',
				label,
				code(name),
				code(to),
				required ? WORDS.yes : '',
				limitsOf(checks),
			]),
		),
	);

export const attachmentsPage = (): string =>
	page(
		NOTE,
		`# ${TEXT.title}`,
		TEXT.about,
		`## ${TEXT.from}`,
		TEXT.sources.map((source) => `- ${source}`).join('\n'),
		`## ${TEXT.sizes}`,
		TEXT.sizesAbout(SMALLEST),
		sizes(),
		TEXT.byUrl,
		`## ${TEXT.parts}`,
		TEXT.partsAbout,
		`### ${TEXT.ofMessages}`,
		parts(MESSAGE_KINDS),
		`### ${TEXT.ofMoments}`,
		parts(MOMENT_KINDS),
	);
