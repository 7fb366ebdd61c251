import type { Execution, NodeRun } from '../../n8n/driver';
import type { JournalEntry } from '../../simulator/types';
import type { Outage, SentScan } from '../../soak/facts';
import { READ, TRIGGER, WELCOME } from '../../soak/workflows';

// Facts of a short soak that went well. Times are milliseconds; tests change what they are about.

export const CUSTOMER = 'wmAnna';
export const CODE = 'CODE1';
export const TOKEN = 'TOKEN1';

export const call = (changes: Partial<JournalEntry> = {}): JournalEntry => ({
	at: 1000,
	method: 'GET',
	path: 'externalcontact/get',
	userAgent: 'n8n-1',
	query: { access_token: TOKEN },
	body: undefined,
	token: 'main',
	errcode: 0,
	status: 200,
	ms: 10,
	...changes,
});

export const sending = (changes: Partial<JournalEntry> = {}) =>
	call({
		path: 'externalcontact/send_welcome_msg',
		body: { welcome_code: CODE },
		...changes,
	});

export const scan = (attempts = [{ startedAt: 500, ms: 50, status: 200, body: '' }]): SentScan => ({
	externalUserId: CUSTOMER,
	welcomeCode: CODE,
	delivery: {
		event: 'change_external_contact add_external_contact',
		attempts,
		acknowledged: attempts.at(-1)?.status === 200,
	},
});

const ran = (json: Record<string, unknown>): NodeRun => ({
	startTime: 0,
	executionTime: 1,
	executionStatus: 'success',
	data: { main: [[{ json }]] },
});

const time = (at: number) => new Date(at).toISOString();

export const execution = (changes: Partial<Execution> = {}): Execution => ({
	id: '1',
	workflowId: 'w',
	status: 'success',
	mode: 'webhook',
	createdAt: time(600),
	startedAt: time(700),
	stoppedAt: time(2000),
	resultData: {
		runData: {
			[TRIGGER]: [ran({ external_userid: CUSTOMER, welcome_code: CODE })],
			[WELCOME]: [ran({ sent: true })],
		},
	},
	stored: '',
	...changes,
});

/** What the welcome step said: its item, or the error with which it ended the execution. */
export const said = (word: { json: Record<string, unknown> } | { description: string }) => {
	const error = 'description' in word ? { message: 'No', ...word } : undefined;
	const step = error
		? { startTime: 0, executionTime: 1, executionStatus: 'error', error }
		: ran('json' in word ? word.json : {});
	return execution({
		status: error ? 'error' : 'success',
		resultData: {
			runData: {
				[TRIGGER]: [ran({ external_userid: CUSTOMER, welcome_code: CODE })],
				[WELCOME]: [step],
			},
			error,
		},
	});
};

/** An execution that n8n gave up, as after a crash. */
export const cutOff = (changes: Partial<Execution> = {}) =>
	execution({
		status: 'crashed',
		resultData: { runData: {}, error: { message: 'Workflow did not finish' } },
		stored: JSON.stringify(['external_userid', CUSTOMER]),
		...changes,
	});

export const readOf = (ids: string[]) =>
	execution({
		resultData: {
			runData: {
				[READ]: [
					{ ...ran({}), data: { main: [ids.map((id) => ({ json: { external_userid: id } }))] } },
				],
			},
		},
	});

export const outage = (process: Outage['process'], from: number, to: number): Outage => ({
	process,
	from,
	to,
});
