import type { N8nProcess } from '../../n8n/queue/process';
import type { Role } from '../stage';

const PATIENCE_MS = 60_000;
const MB = 1024 * 1024;
const METRIC = /^n8n_process_resident_memory_bytes (\S+)/m;

const ask = ({ baseUrl }: N8nProcess, path: string) =>
	fetch(`${baseUrl}${path}`, { signal: AbortSignal.timeout(PATIENCE_MS) });

/** Looks at main's health check all the time. */
export const doctor: Role = ({ processes, facts, repeat }, random) =>
	repeat(random, [100, 200], async () => {
		const from = Date.now();
		const answered = await ask(processes.main, '/healthz').then(
			async (response) => (await response.text()) !== '' && response.ok,
			() => false,
		);
		facts.pulses.push({ from, to: Date.now(), answered });
	});

/** Weighs both processes, in MB, while they are up. */
export const scales: Role = ({ processes, facts, repeat }, random) =>
	repeat(random, [5_000, 5_000], async () => {
		for (const name of ['main', 'worker'] as const) {
			const metrics = await ask(processes[name], '/metrics').then(
				(response) => response.text(),
				() => '',
			);
			const bytes = METRIC.exec(metrics)?.[1];
			if (bytes !== undefined) facts.memory[name].push(Math.round(Number(bytes) / MB));
		}
	});
