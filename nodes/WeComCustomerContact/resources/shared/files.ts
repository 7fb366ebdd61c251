import { InputProblem } from '../../engine/problems';
import type { Part } from '../../engine/types';
import type { FileUse } from '../../engine/uploads';
import type { UploadFile, WeComRequest } from '../../transport/types';
import { say } from '../../texts/say';

/** What WeCom tells apart when a file is uploaded. */
export type FileKind = 'image' | 'voice' | 'video' | 'file';

/** Where an uploaded file can be used: each has its own upload API, and its media ID works nowhere else. */
export type Purpose = 'message' | 'moment' | 'product' | 'permanentImage';

const MB = 1024 * 1024;
export const SMALLEST = 6;

/**
 * The largest file of each kind in bytes.
 * Official documents: https://developer.work.weixin.qq.com/document/path/90253, 95098, 90256
 */
export const LARGEST: Record<Purpose, Partial<Record<FileKind, number>>> = {
	message: { image: 10 * MB, voice: 2 * MB, video: 10 * MB, file: 20 * MB },
	moment: { image: 10 * MB, video: 10 * MB, file: 10 * MB },
	product: { image: 10 * MB, video: 10 * MB, file: 10 * MB },
	permanentImage: { image: 2 * MB },
};

const largestOf = (kind: FileKind, purpose: Purpose) => LARGEST[purpose][kind] ?? 0;

/** How a file of each kind begins, and what WeCom takes. */
const FORMATS: Record<
	FileKind,
	{ accepted: string; extension: string; fits: (data: Buffer) => boolean }
> = {
	image: { accepted: say`a JPG or PNG picture`, extension: 'png', fits: isPicture },
	voice: {
		accepted: say`an AMR recording`,
		extension: 'amr',
		fits: (data) => startsWith(data, '#!AMR'),
	},
	video: {
		accepted: say`an MP4 video`,
		extension: 'mp4',
		fits: (data) => startsWith(data, 'ftyp', 4),
	},
	file: { accepted: say`a file`, extension: 'bin', fits: () => true },
};

function isPicture(data: Buffer): boolean {
	return startsWith(data, '\x89PNG') || startsWith(data, '\xff\xd8\xff');
}

function startsWith(data: Buffer, text: string, at = 0): boolean {
	return data.toString('latin1', at, at + text.length) === text;
}

/** Throws InputProblem when WeCom would refuse the file: its size, or what is in it. */
export function checkFile(data: Buffer, kind: FileKind, purpose: Purpose, label: string): void {
	const largest = largestOf(kind, purpose);
	if (data.length > largest) {
		throw new InputProblem(
			say`${label}: the file has ${inMb(data.length)} MB, but WeCom takes ${inMb(largest)} MB at most. Make it smaller`,
		);
	}
	if (data.length < SMALLEST) {
		throw new InputProblem(
			say`${label}: the file has ${data.length} bytes, but WeCom takes none below ${SMALLEST}. Check the step that created it`,
		);
	}
	const { accepted, fits } = FORMATS[kind];
	if (!fits(data)) {
		throw new InputProblem(
			say`${label}: the file is not ${accepted}, which is what WeCom takes here. Convert it, or choose another type`,
		);
	}
}

const inMb = (bytes: number) => (Math.ceil((bytes / MB) * 10) / 10).toLocaleString('en-US');

/** The use of a file of this kind for this purpose; WeCom wants a name with an extension. */
export const fileUse = (kind: FileKind, purpose: Purpose): FileUse => ({
	name: `${purpose} ${kind}`,
	fallbackName: `file.${FORMATS[kind].extension}`,
	largest: largestOf(kind, purpose),
	check: (data, label) => checkFile(data, kind, purpose, label),
	upload: async (call, file) => String((await call.send(uploadOf(file, kind, purpose))).media_id),
});

/**
 * The call that uploads a file. The media ID that WeCom answers is valid for 3 days.
 *
 * @see https://developer.work.weixin.qq.com/document/path/90253
 */
export const uploadOf = (file: UploadFile, kind: FileKind, purpose: Purpose): Part => ({
	method: 'POST',
	// A file that arrives twice does no harm, so an upload may be repeated like a read.
	access: 'read',
	upload: file,
	...apiFor(kind, purpose),
});

function apiFor(
	kind: FileKind,
	purpose: Purpose,
): Pick<WeComRequest, 'endpoint' | 'doc' | 'query'> {
	switch (purpose) {
		case 'message':
			return { endpoint: '/cgi-bin/media/upload', doc: 90253, query: { type: kind } };
		case 'permanentImage':
			return { endpoint: '/cgi-bin/media/uploadimg', doc: 90256, query: {} };
		default:
			return {
				endpoint: '/cgi-bin/media/upload_attachment',
				doc: 95098,
				query: { media_type: kind, attachment_type: purpose === 'moment' ? 1 : 2 },
			};
	}
}
