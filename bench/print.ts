import { cpus } from 'node:os';

const number = (value: number) =>
	value.toLocaleString('en-US', { maximumFractionDigits: value < 10 ? 2 : value < 100 ? 1 : 0 });

/** Prints a measured figure. */
export const figure = (what: string, value: number, unit: string) =>
	console.log(`  ${what.padEnd(58)} ${number(value).padStart(10)} ${unit}`);

/** Prints a ratio and whether it meets its aim. */
export const ratio = (what: string, value: number, aim: string, met: boolean) =>
	console.log(
		`  ${what.padEnd(58)} ${number(value).padStart(10)} ×    aim: ${aim}${met ? '' : '   MISSED'}`,
	);

/** Prints what is measured, and on what. */
export const heading = (what: string) =>
	console.log(
		`\n${what}\n  Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown CPU'}`,
	);

/** The middle one of several measurements. */
export const median = (values: number[]) =>
	[...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

/** The value that this share of the values does not exceed. */
export const percentile = (values: number[], share: number) =>
	[...values].sort((a, b) => a - b)[Math.ceil(values.length * share) - 1]!;

/** Milliseconds that a job takes. */
export async function timed(job: () => Promise<unknown>): Promise<number> {
	const started = performance.now();
	await job();
	return performance.now() - started;
}
