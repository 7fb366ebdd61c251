import type { IExecuteFunctions } from 'n8n-workflow';
import { DEFAULT_WIDTH } from '../transport/limiter';
import { callsAtOnce } from './commonFields';

/** How many items may be under way at once; a choice that makes no sense is told when the item is read. */
export function readCallsAtOnce(context: IExecuteFunctions, itemIndex: number): number {
	const path = `${callsAtOnce.group}.${callsAtOnce.property.name}`;
	const given = Number(context.getNodeParameter(path, itemIndex, DEFAULT_WIDTH));
	return Number.isInteger(given) && given > 0 ? given : DEFAULT_WIDTH;
}
