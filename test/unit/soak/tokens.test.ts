import { checkTokens, SLACK_MS } from '../../soak/check/tokens';
import { call, TOKEN } from './facts';

const END = 20_000;
const check = (...journal: Parameters<typeof checkTokens>[0]['journal']) =>
	checkTokens({ journal, expiries: new Map([[TOKEN, END]]) });
const refused = (at: number, changes = {}) =>
	call({ at, errcode: 40014, token: 'revoked', ...changes });
const dead = 'calls with a dead token';

describe('the soak’s look at tokens', () => {
	it('is content with calls of a living token, and with those under way when it dies', () => {
		const { problems, counts } = check(
			call({ at: 1000 }),
			refused(5000, { ms: 3000 }),
			refused(7900, { ms: 100 }),
			refused(8000 + SLACK_MS),
			call({ at: END, errcode: 42001, query: { access_token: 'TOKEN2' } }),
		);
		expect(problems).toEqual([]);
		expect(counts).toMatchObject({ calls: 5, 'calls refused for the token': 4, [dead]: 0 });
	});

	it('notices a call after the token’s time', () => {
		const { problems, counts } = check(call({ at: END + SLACK_MS + 1, errcode: 42001 }));
		expect(counts[dead]).toBe(1);
		expect(problems).toEqual(['n8n-1 called externalcontact/get with a token dead for 2001 ms']);
	});

	it('notices a process that goes on with what it saw refused', () => {
		expect(check(refused(1000), refused(5000)).counts[dead]).toBe(1);
	});

	it('lets another process find out for itself', () => {
		expect(check(refused(1000), refused(5000, { userAgent: 'n8n-2' })).counts[dead]).toBe(0);
	});

	it('knows that a refusal whose answer was lost was not seen', () => {
		expect(check(refused(1000, { status: undefined }), refused(5000)).counts[dead]).toBe(0);
	});
});
