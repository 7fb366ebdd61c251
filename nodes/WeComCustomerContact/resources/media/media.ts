import type { Field, Operation, Resource, Tabular, Values } from '../../engine/types';
import { readInputFile } from '../../engine/uploads';
import { fileUse, uploadOf, type FileKind, type Purpose } from '../shared/files';
import { getUploadByUrlResult, uploadByUrl } from './mediaByUrl';
import { download } from './mediaDownload';
import { mediaType, simplifyMedia } from './mediaFields';
import { say } from '../../texts/say';

const MOMENTS = 1;
const PRODUCTS = 2;

const inputField: Field = {
	property: {
		displayName: 'Input Data Field Name',
		name: 'binaryPropertyName',
		type: 'string',
		required: true,
		default: 'data',
		hint: 'The name of the input field containing the file to upload',
	},
};

/** What uploads the item's file. */
const uploadOfInput = (
	kindOf: (values: Values) => FileKind,
	purposeOf: (values: Values) => Purpose,
): Pick<Tabular, 'did' | 'prepare'> => ({
	did: 'uploaded',
	prepare: async (call) => {
		const { values } = call;
		const [kind, purpose] = [kindOf(values), purposeOf(values)];
		const field = String(values.binaryPropertyName);
		const label = say`"${inputField.property.displayName}"`;
		const file = await readInputFile(call, { field, label, use: fileUse(kind, purpose) });
		return uploadOf(file, kind, purpose);
	},
});

const chosenKind = ({ mediaType: kind }: Values) => kind as FileKind;

const uploadOperation: Operation = {
	name: 'Upload',
	value: 'upload',
	action: 'Upload a file of the item for messages',
	description:
		'Upload a file of the input item for messages; its media ID works for 3 days (上传临时素材)',
	method: 'POST',
	endpoint: '/cgi-bin/media/upload',
	doc: 90253,
	access: 'read',
	fields: [
		mediaType({
			file: 'Any file, at most 20 MB',
			image: 'JPG or PNG, at most 10 MB',
			video: 'MP4, at most 10 MB',
			voice: 'AMR, at most 2 MB and 60 seconds',
		}),
		inputField,
	],
	...uploadOfInput(chosenKind, () => 'message'),
	simplify: simplifyMedia,
};

const uploadImage: Operation = {
	name: 'Upload Image',
	value: 'uploadImage',
	action: 'Upload an image of the item and get its permanent URL',
	description:
		'Upload a JPG or PNG of at most 2 MB and get its permanent address, which only WeCom and WeChat show (上传图片). At most 1,000 a day and 3,000 a month.',
	method: 'POST',
	endpoint: '/cgi-bin/media/uploadimg',
	doc: 90256,
	access: 'read',
	fields: [inputField],
	...uploadOfInput(
		() => 'image',
		() => 'permanentImage',
	),
};

const uploadAttachment: Operation = {
	name: 'Upload Attachment',
	value: 'uploadAttachment',
	action: 'Upload a file of the item for moments or products',
	description:
		'Upload a file of the input item for moments or the product album; its media ID works for 3 days and nowhere else (上传附件资源)',
	method: 'POST',
	endpoint: '/cgi-bin/media/upload_attachment',
	doc: 95098,
	access: 'read',
	fields: [
		{
			property: {
				displayName: 'Use For',
				name: 'attachmentType',
				type: 'options',
				options: [
					{ name: 'Moments', value: MOMENTS },
					{ name: 'Products', value: PRODUCTS },
				],
				default: MOMENTS,
				description: 'Where the file can be used: moments (朋友圈) or the product album (商品图册)',
			},
		},
		mediaType({
			file: 'Any file, at most 10 MB',
			image: 'JPG or PNG, at most 10 MB',
			video: 'MP4, at most 10 MB',
		}),
		inputField,
	],
	...uploadOfInput(chosenKind, ({ attachmentType }) =>
		attachmentType === MOMENTS ? 'moment' : 'product',
	),
	simplify: simplifyMedia,
};

export const media: Resource = {
	name: 'Media',
	value: 'media',
	description: 'Files for messages, moments and products (素材)',
	operations: [
		uploadOperation,
		uploadAttachment,
		uploadByUrl,
		uploadImage,
		download,
		getUploadByUrlResult,
	],
};
