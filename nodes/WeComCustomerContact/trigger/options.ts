import type { IDataObject, IPollFunctions, IWebhookFunctions } from 'n8n-workflow';
import type { Filters, StateMatch } from './filters';
import type { SeparateOutputs } from './outputs';

export const DEFAULT_REPLAY_MINUTES = 60;

/** The trigger's parameters, with what applies where the user left something out. */
export interface Options extends Filters {
	acknowledge: 'whenStored' | 'immediately';
	includeCustomer: boolean;
	ignoreOwnChanges: boolean;
	/** Seconds; 0 switches the check off. */
	replayWindow: number;
	separateOutputs: SeparateOutputs;
}

/** Reads who is wanted, which both triggers ask alike. */
export function readFilters(
	context: IWebhookFunctions | IPollFunctions,
): Pick<Filters, 'members' | 'state' | 'stateMatch'> {
	const filters = context.getNodeParameter('filters', {}) as IDataObject;
	return {
		members: toIds(filters.members),
		state: String(filters.state ?? ''),
		stateMatch: (filters.stateMatch ?? 'exact') as StateMatch,
	};
}

/** Reads the trigger's parameters. */
export function readOptions(context: IWebhookFunctions): Options {
	const options = context.getNodeParameter('options', {}) as IDataObject;
	return {
		events: context.getNodeParameter('events', []) as string[],
		...readFilters(context),
		acknowledge: (options.acknowledge ?? 'whenStored') as Options['acknowledge'],
		includeCustomer: options.includeCustomer === true,
		ignoreOwnChanges: options.ignoreOwnChanges === true,
		replayWindow: Number(options.replayWindow ?? DEFAULT_REPLAY_MINUTES) * 60,
		separateOutputs: (options.separateOutputs ?? 'none') as SeparateOutputs,
	};
}

/** From a list, or from the text that an expression gives. */
function toIds(value: unknown): string[] {
	return String(value ?? '')
		.split(/[\s,，、;；]+/u)
		.filter((id) => id !== '');
}
