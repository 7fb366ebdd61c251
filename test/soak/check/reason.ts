import type { Execution } from '../../n8n/driver';

/** Why an execution failed, the same whenever that was. */
export const reasonOf = ({ resultData: { error } }: Execution) =>
	error?.message.replace(/\d+ seconds?/g, 'some seconds');
