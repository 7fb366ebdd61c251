import { createHash } from 'node:crypto';
import { fail, ok } from '../errors';
import { newId } from '../ids';
import { int, string, type Values } from '../schema';
import { slice } from '../slice';
import { seconds, type World } from '../world';
import { endpoint } from './endpoint';
import { megabyte, refuseFile, save } from './media';

// WeCom fetches files from the web; the simulator has a small web of its own.

const largest = 200 * megabyte;
const keptMs = 60 * 60 * 1000;
/** 1 under way, 2 done, 3 failed */
const [underWay, done, failed] = [1, 2, 3] as const;

const job = {
	scene: int({ required: true, min: 1, max: 1 }),
	type: string({ required: true, missing: 40005 }),
	filename: string({ required: true, maxChars: 128 }),
	url: string({ required: true, missing: 41010, maxChars: 1024 }),
	md5: string({ required: true }),
};

interface Job {
	given: Values<typeof job>;
	createdAt: number;
	/** How often its result was asked for. */
	asked: number;
	answer?: Record<string, unknown>;
}

type Stateful = Pick<World, 'state'>;

const web = slice((_: Stateful) => ({
	files: new Map<string, { data: Buffer; isSlow: boolean }>(),
	jobs: new Map<string, Job>(),
}));

/** Puts a file where WeCom can fetch it; a slow one never arrives. At all other addresses there is nothing. */
export const hostFile = (world: Stateful, url: string, data: Buffer, isSlow = false) => {
	web(world).files.set(url, { data, isSlow });
};

/** Fetches the file of a job: the result as WeCom shows it. */
const carryOut = (world: World, { type, filename, url, md5 }: Job['given']) => {
	const data = web(world).files.get(url)?.data;
	if (!data) return { status: failed, detail: fail(40094, 'could not be fetched') };
	if (createHash('md5').update(data).digest('hex') !== md5.toLowerCase())
		return { status: failed, detail: fail(40058, 'md5 does not match') };
	const kind = type as 'video' | 'file';
	const refusal = refuseFile({ data }, kind, largest);
	if (refusal) return { status: failed, detail: refusal };
	const contentType = kind === 'video' ? 'video/mp4' : 'application/octet-stream';
	const { mediaId } = save(world, kind, { name: filename, type: contentType, data }, 'message');
	const created_at = String(seconds(world));
	return { status: done, detail: ok({ media_id: mediaId, created_at }) };
};

export const mediaByUrlEndpoints = [
	endpoint({
		method: 'POST',
		path: 'media/upload_by_url',
		body: job,
		handle: ({ world, body }) => {
			if (body.type !== 'video' && body.type !== 'file') return fail(40005);
			const jobid = newId('jobid_', 24);
			web(world).jobs.set(jobid, { given: body, createdAt: world.now(), asked: 0 });
			return ok({ jobid });
		},
	}),
	endpoint({
		method: 'POST',
		path: 'media/get_upload_by_url_result',
		body: { jobid: string({ required: true }) },
		handle: ({ world, body }) => {
			const job = web(world).jobs.get(body.jobid);
			if (!job || world.now() - job.createdAt >= keptMs) return fail(60136, 'jobid');
			// It takes its time: who asks at once is told to come back.
			if (job.asked++ === 0 || web(world).files.get(job.given.url)?.isSlow) {
				return ok({ status: underWay, detail: ok({ media_id: '', created_at: '' }) });
			}
			job.answer ??= carryOut(world, job.given);
			return ok(job.answer);
		},
	}),
];
