import { maxCharacters, maxItems } from '../../engine/checks';
import type { Operation, Tabular } from '../../engine/types';
import { asObject, pick } from '../../engine/values';
import { changed, departmentIds, messageText, userIds } from '../shared/fields';
import { labeled, readable } from '../shared/readable';
import { mixProblem, momentAttachments } from './momentAttachments';
import { toJob, jobId, waiting } from '../shared/jobs';
import { tagIds } from '../tags/tagFields';
import { CORP_TAGS } from '../tags/tagKinds';
import { say } from '../../texts/say';

const DONE = 3;

const simplifyJob = labeled(['moment_job_status'], (record, given, codes) => {
	const { jobid, status, result, type: _, ...job } = record;
	return readable(
		{
			jobid,
			moment_job_status: status,
			...job,
			moment_id: pick(result, 'moment_id') as string | undefined,
			invalid_userids: listIn(result, 'invalid_sender_list.user_list'),
			invalid_department_ids: listIn(result, 'invalid_sender_list.department_list'),
			invalid_tag_ids: listIn(result, 'invalid_external_contact_list.tag_list'),
		},
		given,
		codes,
	);
});

const listIn = (result: unknown, place: string) => pick(result, place) as string[] | undefined;

const MAX_WAIT = 120;

export const getJobResult: Tabular = {
	name: 'Get Job Result',
	value: 'getJobResult',
	action: 'Get the result of creating a moment by job ID',
	description:
		'Find out whether a moment was created, its moment_id, and which members, departments and tags were not valid (任务创建结果)',
	method: 'GET',
	endpoint: '/cgi-bin/externalcontact/get_moment_task_result',
	doc: 95094,
	access: 'read',
	fields: [jobId('The jobid returned by Create, valid for 24 hours')],
	shape: (answer, { request: { query } }) => {
		const { status, result } = asObject(answer);
		const done = status === DONE;
		return toJob({ jobid: query.jobid, done }, asObject(answer), done ? result : {});
	},
	simplify: simplifyJob,
};

export const createOperation: Operation = {
	name: 'Create',
	value: 'create',
	action: 'Create a moment that members confirm and publish',
	description:
		'Have members publish a moment: each confirms it on the phone (企业发表客户朋友圈). WeCom takes 10 a minute.',
	method: 'POST',
	endpoint: '/cgi-bin/externalcontact/add_moment_task',
	doc: 95094,
	access: 'once',
	look: say`Before you run it again, look whether it is there with Moment > Get Many. WeCom may need some minutes to create it`,
	fields: [
		messageText(
			{ description: 'At most 2,000 characters. May be empty when there are attachments.' },
			maxCharacters(2000),
		),
		momentAttachments,
		changed(userIds, {
			to: 'visible_range.sender_list.user_list',
			checks: [maxItems(100_000)],
			property: {
				description:
					'Members who publish the moment. Without members and departments all in the visible scope of the app do.',
			},
		}),
		changed(departmentIds, {
			to: 'visible_range.sender_list.department_list',
			property: {
				description: 'Departments (部门) whose members publish the moment',
			},
		}),
		changed(tagIds(CORP_TAGS), {
			to: 'visible_range.external_contact_list.tag_list',
			narrows: true,
			property: {
				description:
					'Only customers with one of these corp tags (企业标签) see the moment; without tags all do',
			},
		}),
		...waiting({
			result:
				'Whether to wait until WeCom has created the moment, and return its moment_id and the members, departments and tags that are not valid',
			maxWait: MAX_WAIT,
			longer: '. After that the item says that the job is not done.',
		}),
	],
	check: ({ request: { body } }) =>
		body.text === undefined && body.attachments === undefined
			? say`A moment needs a text, an attachment, or both. Fill in "Text" or add an attachment`
			: mixProblem(body.attachments),
	did: 'created',
	job: {
		id: 'jobid',
		result: getJobResult,
		part: (jobid) => ({ query: { jobid } }),
		maxWait: MAX_WAIT,
		unread: (jobid, reason) => ({
			message: say`WeCom took the moment as job ${jobid}, but its result could not be read: ${reason}`,
			description: say`Read it with Get Job Result. To create the moment again would publish it twice`,
		}),
	},
};
