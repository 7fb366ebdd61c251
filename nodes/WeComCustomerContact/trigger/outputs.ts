import type { INodeExecutionData } from 'n8n-workflow';
import { EVENT_GROUPS } from '../callback/eventEntry';
import { EVENTS } from '../callback/events';
import { UNKNOWN } from './eventOptions';

export type SeparateOutputs = 'none' | 'group' | 'event';

interface Output {
	name: string;
	types: readonly string[];
}

const OTHER: Output = { name: 'Other Events', types: [UNKNOWN] };

const GROUPS: Output[] = EVENT_GROUPS.map((name) => ({
	name,
	types: EVENTS.filter(({ group }) => group === name).map(({ value }) => value),
}));

/**
 * The outputs of each mode. Neither depends on the selected events, so a change of the selection keeps every
 * connection; for the same reason a new event type that is to have an output needs a new version of the node.
 */
export const OUTPUTS: Record<SeparateOutputs, Output[]> = {
	none: [{ name: '', types: [...EVENTS.map(({ value }) => value), UNKNOWN] }],
	group: [...GROUPS, OTHER],
	event: [...EVENTS.map(({ name, value }) => ({ name, types: [value] })), OTHER],
};

const namesOf = (mode: SeparateOutputs) => JSON.stringify(OUTPUTS[mode].map(({ name }) => name));

/** The node's outputs in the editor; looks at nothing but the switch. */
export const OUTPUTS_EXPRESSION =
	`={{ ((mode) => (mode === "group" ? ${namesOf('group')} : mode === "event" ? ${namesOf('event')} : [""]).map((displayName) => ({ type: "main", displayName })))($parameter.options?.separateOutputs) }}` as const;

/** The item on the output that its type belongs to. */
export function toOutputs(
	type: string,
	item: INodeExecutionData,
	mode: SeparateOutputs,
): INodeExecutionData[][] {
	return OUTPUTS[mode].map(({ types }) => (types.includes(type) ? [item] : []));
}
