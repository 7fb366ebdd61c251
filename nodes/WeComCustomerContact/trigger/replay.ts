import { rejected, type Rejection } from '../callback/rejection';
import { say } from '../texts/say';

const MINUTE = 60;

/**
 * Refuses a delivery that was signed too long ago: somebody may have recorded it. All times in seconds;
 * a window of 0 takes everything.
 */
export function checkAge(timestamp: number, now: number, window: number): Rejection | undefined {
	const age = now - timestamp;
	if (window <= 0 || Math.abs(age) <= window) return undefined;
	const distance = say`${Math.round(Math.abs(age) / MINUTE)} minutes ${age > 0 ? say`ago` : say`ahead`}`;
	return rejected(
		401,
		say`The call was signed ${distance}, outside the replay window of ${window / MINUTE} minutes`,
		say`WeCom delivers within seconds, so somebody may have sent a recorded call again. If all calls are refused, set the clock of this server.`,
	);
}
