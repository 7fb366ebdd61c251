import type { SentScan } from '../facts';

/** n8n's web server says so with a 200 before it knows any workflow; WeCom takes that for an answer. */
const STARTING = 'n8n is starting up';

/** Whether there must be an execution: an n8n that had started acknowledged the event. */
export const isOwed = ({ delivery: { acknowledged, attempts } }: SentScan) =>
	acknowledged && attempts.at(-1)?.body?.includes(STARTING) !== true;
