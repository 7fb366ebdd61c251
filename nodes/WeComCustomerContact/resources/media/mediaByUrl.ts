import type { IDataObject } from 'n8n-workflow';
import { maxCharacters, webAddress } from '../../engine/checks';
import { toText } from '../../engine/convert';
import type { Call, Check, Operation, Tabular } from '../../engine/types';
import { md5OnWeb } from '../../engine/web';
import { asObject, isBlank } from '../../engine/values';
import { isError, jobId, toJob, waiting } from '../shared/jobs';
import { labeled, readable } from '../shared/readable';
import { mediaType, simplifyMedia } from './mediaFields';
import { say } from '../../texts/say';

// WeCom fetches a large file by itself: https://developer.work.weixin.qq.com/document/path/96219

const FOR_MESSAGES = 1;
const MAX_WAIT = 600;

const md5: Check = (value) =>
	/^[0-9a-f]{32}$/.test(String(value))
		? undefined
		: say`must be the MD5 of the file: 32 digits and letters from a to f`;

const toLowerCase = (value: unknown, label: string) => toText(value, label).toLowerCase();

const LARGEST = 200 * 1024 * 1024;

const md5Of = async (call: Call) =>
	await md5OnWeb(call, {
		url: String(call.request.body.url),
		label: say`"File URL"`,
		most: LARGEST,
	});

/** A file is there when it has a media ID: WeCom's status says less. */
function toUpload(jobid: unknown, answer: IDataObject): IDataObject {
	const { errcode, media_id } = asObject(answer.detail);
	const done = isError(errcode) || !isBlank(media_id);
	return toJob({ jobid, done }, answer, answer.detail);
}

const simplifyJob = labeled(
	['upload_job_status'],
	({ jobid, status, detail, ...job }, given, codes) => {
		const { errcode: _, errmsg: __, ...file } = asObject(detail);
		return readable(
			{
				jobid,
				upload_job_status: status,
				...job,
				...(isBlank(file.media_id) ? {} : simplifyMedia(file, given)),
			},
			given,
			codes,
		);
	},
);

export const getUploadByUrlResult: Tabular = {
	name: 'Get Upload by URL Result',
	value: 'getUploadByUrlResult',
	action: 'Get the result of an upload by URL, by job ID',
	description:
		'Find out whether WeCom has fetched a file, within 60 minutes of Upload by URL (查询异步任务结果)',
	method: 'POST',
	endpoint: '/cgi-bin/media/get_upload_by_url_result',
	doc: 96219,
	access: 'read',
	fields: [jobId('The jobid returned by Upload by URL')],
	shape: (answer, { request }) => toUpload(request.body.jobid, asObject(answer)),
	simplify: simplifyJob,
};

export const uploadByUrl: Operation = {
	name: 'Upload by URL',
	value: 'uploadByUrl',
	action: 'Upload a file by its URL for messages',
	description:
		'Let WeCom fetch a video or file of at most 200 MB from an address; its media ID works for 3 days (异步上传临时素材)',
	method: 'POST',
	endpoint: '/cgi-bin/media/upload_by_url',
	doc: 96219,
	// A file that arrives twice does no harm.
	access: 'read',
	fields: [
		mediaType({ file: 'Any file, at most 200 MB', video: 'MP4, at most 200 MB' }, 'type'),
		{
			property: {
				displayName: 'File URL',
				name: 'fileUrl',
				type: 'string',
				required: true,
				default: '',
				placeholder: 'e.g. https://cdn.example.com/video.mp4',
				description: 'Address that WeCom can reach without signing in, at most 1,024 characters',
			},
			to: 'url',
			as: toText,
			checks: [webAddress, maxCharacters(1024)],
		},
		{
			property: {
				displayName: 'File Name',
				name: 'fileName',
				type: 'string',
				required: true,
				default: '',
				placeholder: 'e.g. video.mp4',
				description: 'Name that the customer sees, with its extension, at most 128 characters',
			},
			to: 'filename',
			as: toText,
			checks: [maxCharacters(128)],
		},
		{
			property: {
				displayName: 'MD5',
				name: 'md5',
				type: 'string',
				default: '',
				placeholder: 'e.g. 0cc175b9c0f1b6a831c399e269772661',
				description:
					'Checksum of the file, by which WeCom knows that it got all of it. When empty, the node fetches the file and computes it.',
			},
			to: 'md5',
			as: toLowerCase,
			checks: [md5],
		},
		...waiting({
			result:
				'Whether to wait until WeCom has fetched the file, and give its media ID. Otherwise the item has the ID of the job.',
			maxWait: MAX_WAIT,
		}),
	],
	prepare: async (call) => {
		const { body } = call.request;
		return { body: { scene: FOR_MESSAGES, ...body, md5: body.md5 ?? (await md5Of(call)) } };
	},
	did: 'uploaded',
	job: {
		id: 'jobid',
		result: getUploadByUrlResult,
		part: (jobid) => ({ body: { jobid } }),
		maxWait: MAX_WAIT,
		unfinished: (jobid) => ({
			message: say`WeCom is still fetching the file (job ${jobid})`,
			description: say`Read its media ID later with Get Upload by URL Result, within 60 minutes, or set a longer "Max Wait (Seconds)"`,
		}),
	},
};
