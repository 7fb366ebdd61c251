import { setTimeout as sleep } from 'node:timers/promises';
import type { Scan, Simulator } from '../../test/simulator/types';
import { percentile } from '../print';

/** A welcome code's 20 seconds, and what the last welcome message may be under way. */
const LIFE_MS = 20_500;
const LOOK_EVERY_MS = 50;

/** What came of customers who scanned a QR code. All times are milliseconds since a customer's scan. */
export interface Burst {
	/** Those who scanned: fewer than were to, when the first of them could not be welcomed any more. */
	came: number;
	/** Of them, those without a welcome message. */
	missed: number;
	p50: number;
	p99: number;
	slowest: number;
	/** Of WeCom's first tries to deliver an event: how late they were answered. */
	answerP99: number;
	/** How often WeCom delivered again. */
	again: number;
}

/**
 * Customers who scan a member's QR code, evenly spread over the time, which can be 0. Ends when all are welcomed, or the
 * first can't be any more.
 */
export async function scans(
	simulator: Simulator,
	customers: number,
	seconds: number,
): Promise<Burst> {
	const before = simulator.welcomeMessages.length;
	const firstDelivery = simulator.deliveries.length;
	const done: Array<Scan & { at: number }> = [];
	const started = Date.now();
	const isDue = () =>
		done.length < customers && Date.now() - started >= (done.length * seconds * 1000) / customers;

	let unwelcomed = new Set<string>();
	let hasMissed = false;
	while (!hasMissed && (done.length < customers || unwelcomed.size > 0)) {
		while (isDue()) {
			const scan = simulator.scanQrCode({ userId: 'zhangsan', state: 'store' });
			done.push({ ...scan, at: Date.now() });
		}
		await sleep(done.length < customers ? 1 : LOOK_EVERY_MS);
		const welcomed = new Set(
			simulator.welcomeMessages.slice(before).map(({ externalUserId }) => externalUserId),
		);
		const waiting = done.filter(({ externalUserId }) => !welcomed.has(externalUserId));
		unwelcomed = new Set(waiting.map(({ externalUserId }) => externalUserId));
		hasMissed = waiting.some(({ at }) => Date.now() - at > LIFE_MS);
	}
	// What WeCom sends again would meet the next ones.
	await Promise.all(done.map(({ delivery }) => delivery));

	const messages = simulator.welcomeMessages.slice(before);
	const deliveries = simulator.deliveries.slice(firstDelivery);
	const times = messages.map(({ msAfterScan }) => msAfterScan);
	const answers = deliveries.flatMap(({ attempts }) => attempts.slice(0, 1).map(({ ms }) => ms));
	return {
		came: done.length,
		missed: done.length - messages.length,
		p50: percentile(times, 0.5),
		p99: percentile(times, 0.99),
		slowest: Math.max(...times),
		answerP99: percentile(answers, 0.99),
		again: deliveries.reduce((sum, { attempts }) => sum + Math.max(0, attempts.length - 1), 0),
	};
}
