import type { IExecuteFunctions } from 'n8n-workflow';
import { failureOf } from '../../../nodes/WeComCustomerContact/transport/failure';
import type { Outcome, WeComRequest } from '../../../nodes/WeComCustomerContact/transport/types';

// What a user reads of a call that failed, and what a workflow finds in the error's context.

const context = {
	getNode: () => ({ id: '1', name: 'W', type: 'w', typeVersion: 1, parameters: {} }),
	getTimezone: () => 'Asia/Shanghai',
} as unknown as IExecuteFunctions;

const answer = (errcode: number, more = {}): Outcome => ({
	kind: 'answer',
	errcode,
	errmsg: 'words, hint: [17]',
	body: {},
	...more,
});
const lost: Outcome = { kind: 'lost', reason: 'ECONNRESET', taken: true };

const failure = (
	outcome: Outcome,
	request: Partial<Pick<WeComRequest, 'access' | 'doc' | 'look' | 'fixes'>> = {},
	uncertain?: boolean,
) => failureOf(context, outcome, { access: 'once', ...request }, 3, uncertain);

const DOUBT = 'It is unknown whether WeCom carried this out, so the node did not send it again';

describe('what WeCom refuses', () => {
	it('has its code, its words, what to do, and the page about the operation', () => {
		const error = failure(answer(40003), { doc: 92114, fixes: { 40003: 'Look at the member' } });
		expect(error.message).toMatch(/ \(WeCom error 40003\)$/);
		expect(error.description).toBe('Look at the member. WeCom said: words');
		expect(error.httpCode).toBe('40003');
		expect(error.context).toMatchObject({
			itemIndex: 3,
			errcode: 40003,
			errmsg: 'words, hint: [17]',
			documentation: 'https://developer.work.weixin.qq.com/document/path/92114',
		});
		expect(error.context).not.toHaveProperty('uncertain');
	});

	it('leads to the list of codes where no page is known, with what is said of the code anywhere', () => {
		const error = failure(answer(99999), { fixes: { 1: 'another code' } });
		expect(error.context.documentation).toMatch(/path\/90313$/);
		expect(error.description).toMatch(/^Look up code 99999 .*\. WeCom said: words$/);
	});

	it('for a while says since when and until when, in the workflow’s time', () => {
		const since = Date.parse('2026-11-10T10:00:00+08:00');
		const blocked = { since, until: since + 60_000 };
		expect(failure(answer(45009, { blocked })).description).toMatch(
			/^WeCom has refused this API since 2026-11-10 10:00:00\. The node calls it again from 2026-11-10 10:01:00 \(Asia\/Shanghai\)/,
		);
	});
});

describe('in doubt', () => {
	it('nobody is told to run it again when WeCom is busy', () => {
		const error = failure(answer(-1), {}, true);
		expect(error.description).toBe(
			`WeCom said: words. ${DOUBT}. Check in WeCom before you repeat it`,
		);
		expect(error.context.uncertain).toBe(true);
		expect(failure(answer(-1)).description).toMatch(/^Run it again/);
	});

	it('other advice stays', () => {
		const error = failure(answer(40003), { fixes: { 40003: 'Look' } }, true);
		expect(error.description).toMatch(/^Look\. WeCom said: words\. It is unknown/);
	});

	it.each<[Outcome, RegExp]>([
		[lost, /^ECONNRESET\. It is unknown .* Look there$/],
		[{ kind: 'dropped', why: 'canceled' }, /^It is unknown .* Look there$/],
		[{ kind: 'dropped', why: 'late' }, /^Too many calls .*once\. It is unknown .* Look there$/],
	])('it is told where to look: %j', (outcome, description) => {
		expect(failure(outcome, { look: 'Look there' }, true).description).toMatch(description);
	});
});

it('without an answer there is no code, and without doubt the advice is to look at the network', () => {
	const error = failure(lost, { doc: 7 });
	expect(error.message).toBe('WeCom did not answer');
	expect(error.description).toMatch(/^ECONNRESET\. Check the base URL .* run it again$/);
	expect(error.httpCode).toBeNull();
	expect(error.context).not.toHaveProperty('errcode');
	expect(error.context.documentation).toMatch(/path\/7$/);
});

it('a call that was not sent says so', () => {
	expect(failure({ kind: 'dropped', why: 'canceled' }).message).toMatch(/execution was canceled$/);
	const late = failure({ kind: 'dropped', why: 'late' });
	expect(late.message).toMatch(/its turn came too late$/);
	expect(late.description).toMatch(/Run fewer workflows at once$/);
});
