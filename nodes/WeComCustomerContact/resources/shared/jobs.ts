import type { IDataObject } from 'n8n-workflow';
import { between } from '../../engine/checks';
import { toInteger, toText } from '../../engine/convert';
import type { Field } from '../../engine/types';
import { refusedPart } from '../../engine/failedPart';
import { asObject } from '../../engine/values';
import { FROM_ITEM } from './chained';

// What operations have in common that start a job of WeCom's and can wait for its result.

const HOUR = 60 * 60;

interface Waiting {
	/** What is waited for. */
	result: string;
	/** How long, in seconds, unless the user says otherwise. */
	maxWait: number;
	/** What comes of a job that takes longer. */
	longer?: string;
}

/** Whether to wait, and for how long. */
export const waiting = ({ result, maxWait, longer = '' }: Waiting): Field[] => [
	{
		property: {
			displayName: 'Wait for Result',
			name: 'waitForResult',
			type: 'boolean',
			default: true,
			description: result,
		},
	},
	{
		property: {
			displayName: 'Max Wait (Seconds)',
			name: 'maxWait',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: HOUR },
			default: maxWait,
			description: `How long to wait for the result, in seconds, at most 1 hour${longer}`,
		},
		group: 'options',
		as: toInteger,
		checks: [between(1, HOUR)],
	},
];

/** The job that an operation started. */
export const jobId = (description: string): Field => ({
	property: {
		displayName: 'Job ID',
		name: 'jobId',
		type: 'string',
		required: true,
		default: '',
		description,
	},
	to: 'jobid',
	as: toText,
	chained: FROM_ITEM.job,
});

export const isError = (errcode: unknown): boolean => Number(errcode ?? 0) !== 0;

/** What WeCom says of a job, with what tells whether there is a result yet and whether it is a failure. */
export function toJob(
	{ jobid, done }: { jobid: unknown; done: boolean },
	answer: IDataObject,
	result: unknown,
): IDataObject {
	const refusal = asObject(result);
	const failure = isError(refusal.errcode) ? refusedPart({}, refusal) : {};
	return { jobid: String(jobid), done, ...failure, ...answer };
}
