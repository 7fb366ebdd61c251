import { checkTenant } from '../../soak/check/tenant';
import { execution, sending } from './facts';

const editions = [
	{ app: 'main', from: 0, to: 5000 },
	{ app: 'second', from: 5100, to: 10_000 },
	{ from: 10_100, to: 15_000 },
];
const begunAt = (at: number) => execution({ startedAt: new Date(at).toISOString() });
const check = (begun: number, sent: number, token: string, presses = [] as never[]) =>
	checkTenant({
		journal: [sending({ at: sent, token })],
		welcomes: [begunAt(begun)],
		editions,
		presses,
	});
const pressed = (from: number, accepted: boolean, message = '') =>
	checkTenant({
		journal: [],
		welcomes: [],
		editions,
		presses: [{ from, to: from + 10, accepted, message }],
	});

describe('the soak’s look at whose token is used', () => {
	it('is content with messages of the app that the credential is for', () => {
		expect(check(100, 200, 'main')).toMatchObject({
			problems: [],
			counts: { 'messages judged by app': 1 },
		});
		expect(check(5200, 5300, 'second').problems).toEqual([]);
	});

	it('leaves executions alone that were under way when the credential was saved', () => {
		expect(check(4900, 5200, 'main')).toMatchObject({
			problems: [],
			counts: { 'messages judged by app': 0 },
		});
	});

	it('notices another app’s token', () => {
		expect(check(5200, 5300, 'main').problems).toHaveLength(1);
		expect(check(10_200, 10_300, 'second').problems).toHaveLength(1);
	});

	it('notices a Test button that judges another secret', () => {
		expect(pressed(10_200, true).problems).toEqual(['Test accepted a wrong secret']);
		expect(pressed(10_200, false, 'WeCom error 40001').problems).toEqual([]);
		expect(pressed(100, false, 'WeCom error 40001').problems).toHaveLength(1);
		expect(pressed(100, false, 'HTTP 500').problems).toEqual([]);
	});
});
