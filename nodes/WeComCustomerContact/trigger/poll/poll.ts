import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	INodeExecutionData,
	IPollFunctions,
} from 'n8n-workflow';
import { toUnixSeconds } from '../../engine/dates';
import { corpOf, identityOf, readCredential } from '../../transport/credential';
import { say } from '../../texts/say';
import { delivered } from '../delivered';
import { passes } from '../filters';
import { readFilters } from '../options';
import { createAlone } from './alone';
import { createBudget } from './budget';
import { emit } from './emit';
import { toItem } from './item';
import { createMemory, ended, type Memory } from './memory';
import { readSample } from './sample';
import { sourceOf } from './source';
import { createStart } from './start';
import { closed, keyOf, type Relation, type State } from './state';
import { step } from './step';

/** Milliseconds that a poll looks at members; after that it goes on at the next one. n8n gives up publishing after 84 s. */
const LONGEST = 60_000;
const MOST_MEMORIES = 100;

const alone = createAlone();
const start = createStart();
const budget = createBudget();
const memories = new Map<string, Memory>();

/**
 * Emits who became a customer since the last poll, the oldest 500 first, each as an item; nothing if nobody did, if a poll is
 * still under way, or if not every member could be looked at yet. Answers items for Fetch Test Event, and where it can't emit.
 * Fails with WeCom's error, except when n8n starts; the next poll goes on from there.
 */
export async function poll(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const place = `${context.getWorkflow().id}/${context.getNode().id}`;
	return await start(context, place, async () => await look(context, place));
}

async function look(
	context: IPollFunctions,
	place: string,
): Promise<INodeExecutionData[][] | null> {
	const filters = { events: ['customerAdded'], ...readFilters(context) };
	const isWanted = ({ userid, state }: Relation) =>
		passes({ event_type: 'customerAdded', userid, state }, filters);
	const credential = await readCredential(context);
	const corp = corpNameOf(credential);
	const source = sourceOf(context, filters.members, () => budget.spend(corp));
	if (context.getMode() === 'manual') {
		return [[toItem(context, credential, await readSample(context, source, isWanted))]];
	}

	const answer = await alone(place, async () => {
		const store = context.getWorkflowStaticData('node');
		const options = context.getNodeParameter('options', {}) as IDataObject;
		const until = Date.now() + Math.min(LONGEST, (context.getPollBudgetMs?.() ?? Infinity) / 2);
		const memory = memoryOf(`${place} ${identityOf(credential)}`);
		const { emitted, begun, state } = await step(source, memory, store.state as State | undefined, {
			corp,
			since: readSince(context, options.since),
			isWanted,
			isDelivered: (relation) => delivered.has(context, keyOf(relation)),
			mayGoOn: () => Date.now() < until && budget.isLeft(corp),
		});
		const made = emitted.map((each) => toItem(context, credential, each));
		// Last of all: what fails before changes nothing.
		if (state) store.state = state;
		if (!begun || made.length === 0) return null;
		if (emit(context, made, (isDone) => ended(memory, begun, isDone))) return null;
		if (state) store.state = memory.state = closed(state);
		return [made];
	});
	return answer ?? null;
}

/** Whose IDs they are: a corp's, as this kind of app knows them. Not the secret's, which may be renewed. */
const corpNameOf = (credential: ICredentialDataDecryptedObject) =>
	[credential.appType ?? 'selfBuilt', corpOf(credential)].join(' ');

function readSince(context: IPollFunctions, since: unknown): number | undefined {
	if (since === undefined || since === '' || since === null) return undefined;
	return toUnixSeconds(since, say`Since`, context.getTimezone());
}

/** The memory of one trigger with one app; those that were not used for longest are forgotten. */
function memoryOf(name: string): Memory {
	const memory = memories.get(name) ?? createMemory();
	memories.delete(name);
	memories.set(name, memory);
	const [oldest] = memories.keys();
	if (oldest !== undefined && memories.size > MOST_MEMORIES) memories.delete(oldest);
	return memory;
}
