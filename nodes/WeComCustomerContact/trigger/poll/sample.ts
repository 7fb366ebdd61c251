import { NodeOperationError, type IPollFunctions } from 'n8n-workflow';
import { say } from '../../texts/say';
import { readEach, type Source } from './round';
import type { Relation } from './state';
import type { Step } from './step';

/** So many members are looked at, and of so many customers of each. */
const MEMBERS = 10;
const CUSTOMERS = 20;

/** The newest customer among some of the first members' last ones, for Fetch Test Event. Changes nothing. */
export async function readSample(
	context: IPollFunctions,
	source: Source,
	isWanted: (relation: Relation) => boolean,
): Promise<Step['emitted'][number]> {
	for (const userid of (await source.members()).slice(0, MEMBERS)) {
		const listed = (await source.list(userid)) ?? [];
		const read = await readEach(source, userid, listed.slice(-CUSTOMERS));
		const [newest] = read.filter(isWanted).sort((a, b) => b.createtime - a.createtime);
		if (newest) return { relation: newest, record: newest.record };
	}
	throw new NodeOperationError(context.getNode(), say`There is no customer to show`, {
		description: say`None of the first ${MEMBERS} members has one that fits the filters. The trigger works all the same: publish the workflow, and it starts with the next new customer`,
	});
}
