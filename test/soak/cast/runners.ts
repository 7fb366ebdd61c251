import type { StoredWorkflow } from '../../n8n/driver';
import type { Role, Stage } from '../stage';
import { START } from '../workflows';

const SECONDS_TO_FINISH = 120;

/** Runs a workflow by hand and waits for its end; nothing comes back if n8n does not do it. */
export const run = ({ ask, cluster }: Stage, workflow: StoredWorkflow) =>
	ask(async () => {
		const id = await cluster.runManually(workflow, START);
		return await cluster.waitForExecution(id, { seconds: SECONDS_TO_FINISH });
	});

/** Somebody reads the same customers again and again. */
export const reader: Role = (stage, random) =>
	stage.repeat(random, [1000, 5000], () => run(stage, stage.workflows.reads));

/** Somebody reads all customers of many members. */
export const syncer: Role = (stage, random) =>
	stage.repeat(random, [3000, 8000], () => run(stage, stage.workflows.sync));
