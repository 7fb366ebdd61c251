import type { IDataObject } from 'n8n-workflow';
import { toText } from '../../engine/convert';
import { sideBySide } from '../../engine/sideBySide';
import { AnswerProblem } from '../../engine/problems';
import type { Call, Operation, Output } from '../../engine/types';
import type { DownloadedFile } from '../../transport/types';
import { FROM_ITEM } from '../shared/chained';
import { say } from '../../texts/say';

/** A file over 20 MB must be asked for in parts: https://developer.work.weixin.qq.com/document/path/90254 */
const TOO_LARGE = 830002;
/** Parts start at multiples of 16. */
const PART = 10 * 1024 * 1024;

async function fileOf(call: Call): Promise<DownloadedFile> {
	const answer = await call.send({ download: {}, tolerates: [TOO_LARGE] });
	return answer.errcode === TOO_LARGE ? await inParts(call) : fileIn(answer);
}

function fileIn({ file }: IDataObject): DownloadedFile {
	if (file) return file as unknown as DownloadedFile;
	throw new AnswerProblem(say`WeCom answered without a file. Run it again`);
}

/** The first part tells the size of the whole; the others are read several at once. */
async function inParts(call: Call): Promise<DownloadedFile> {
	const read = async (from: number) =>
		fileIn(await call.send({ download: { from, to: from + PART - 1 } }));
	const first = await read(0);
	const { total } = first;
	// A server between that knows no parts sends the whole file.
	if (total === undefined) return first;
	const starts = Array.from(
		{ length: Math.ceil(total / PART) - 1 },
		(_, index) => (index + 1) * PART,
	);
	const others = await sideBySide(starts, call.width, read);
	const data = Buffer.concat([first, ...others].map((part) => part.data));
	if (data.length !== total) {
		throw new AnswerProblem(
			say`WeCom sent ${data.length} bytes of a file of ${total}, so the download is not whole. Run it again`,
		);
	}
	return { ...first, data };
}

/** n8n finds out the type of what WeCom calls just bytes. */
const typeOf = ({ type }: DownloadedFile) =>
	/octet-stream/i.test(type) ? undefined : type.split(';')[0]!.trim();

async function* downloadFile(call: Call): AsyncGenerator<Output[]> {
	const file = await fileOf(call);
	const field = String(call.values.binaryPropertyName ?? 'data');
	const name = file.name?.split(/[\\/]/).pop();
	const binary = await call.context.helpers.prepareBinaryData(file.data, name, typeOf(file));
	const json = {
		media_id: call.request.query.media_id,
		file_name: binary.fileName,
		mime_type: binary.mimeType,
		size: file.data.length,
	};
	yield [{ json, binary: { [field]: binary } }];
}

export const download: Operation = {
	name: 'Download',
	value: 'download',
	action: 'Download a file by media ID',
	description: 'Get the file of a media ID, of any size, as a file of the item (获取临时素材)',
	method: 'GET',
	endpoint: '/cgi-bin/media/get',
	doc: 90254,
	access: 'read',
	fields: [
		{
			property: {
				displayName: 'Media ID',
				name: 'mediaId',
				type: 'string',
				required: true,
				default: '',
				description:
					'ID of a file that was uploaded less than 3 days ago, by whichever app of the corp',
			},
			to: 'media_id',
			as: toText,
			chained: FROM_ITEM.media,
		},
		{
			property: {
				displayName: 'Put Output File in Field',
				name: 'binaryPropertyName',
				type: 'string',
				default: 'data',
				hint: 'The name of the output binary field to put the file in',
			},
		},
	],
	run: downloadFile,
};
