import { checkAge } from '../../../nodes/WeComCustomerContact/trigger/replay';

const NOW = 1_700_000_000;
const HOUR = 3600;

describe('the replay window', () => {
	it.each([0, 1, HOUR, -1, -HOUR])('takes a call of %d seconds ago', (age) => {
		expect(checkAge(NOW - age, NOW, HOUR)).toBeUndefined();
	});

	it('refuses older ones and ones of the future, and says how far off they are', () => {
		expect(checkAge(NOW - HOUR - 1, NOW, HOUR)).toMatchObject({
			kind: 'rejected',
			status: 401,
			reason: 'The call was signed 60 minutes ago, outside the replay window of 60 minutes',
			hint: expect.stringContaining('clock'),
		});
		expect(checkAge(NOW + 2 * HOUR, NOW, HOUR)?.reason).toContain('120 minutes ahead');
	});

	it('takes everything when it is 0', () => {
		expect(checkAge(0, NOW, 0)).toBeUndefined();
	});
});
