import type { IExecuteFunctions } from 'n8n-workflow';
import { DEFAULT_WIDTH } from '../transport/limiter';
import type { Field } from './types';

/** An option of every operation. */
export const callsAtOnce: Field = {
	property: {
		displayName: 'Calls at Once',
		name: 'callsAtOnce',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 50 },
		default: 5,
		description:
			'How many calls of the corp may run at the same time. WeCom advises 5 and refuses too many (45033).',
	},
	group: 'options',
};

/** The user's choice, or WeCom's advice when there is none or it makes no sense. */
export function readCallsAtOnce(context: IExecuteFunctions, itemIndex: number): number {
	const path = `${callsAtOnce.group}.${callsAtOnce.property.name}`;
	const given = Number(context.getNodeParameter(path, itemIndex, DEFAULT_WIDTH));
	return Number.isInteger(given) && given > 0 ? given : DEFAULT_WIDTH;
}
