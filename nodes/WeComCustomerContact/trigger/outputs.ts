import type { INodeExecutionData } from 'n8n-workflow';
import { EVENTS } from '../callback/events';
import { UNKNOWN } from './eventOptions';

export type SeparateOutputs = 'none' | 'group' | 'event';

interface Output {
	name: string;
	types: readonly string[];
}

const OTHER: Output = { name: 'Other Events', types: [UNKNOWN] };

const family = (name: string, ...events: string[]): Output => ({
	name,
	types: EVENTS.filter(({ event }) => events.includes(event)).map(({ value }) => value),
});

/**
 * The outputs of each mode. Neither depends on the selected events, so a change of the selection keeps every
 * connection; for the same reason a new event type that is to have an output needs a new version of the node.
 */
export const OUTPUTS: Record<SeparateOutputs, Output[]> = {
	none: [{ name: '', types: [...EVENTS.map(({ value }) => value), UNKNOWN] }],
	group: [
		family('Customers', 'change_external_contact'),
		family('Group Chats', 'change_external_chat'),
		family('Tags', 'change_external_tag'),
		family(
			'Customer Acquisition',
			'customer_acquisition',
			'customer_acquisition_permit_change',
			'approve_special_auth',
			'cancel_special_auth',
		),
		family(
			'App',
			'suite_ticket',
			'inactive_alert',
			'close_inactive_agent',
			'reopen_inactive_agent',
			'low_active_alert',
			'low_active',
			'active_restored',
			'upload_media_job_finish',
			'unlicensed_notify',
		),
		family('Directory', 'change_contact'),
		OTHER,
	],
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
