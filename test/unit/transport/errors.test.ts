import { ERRORS } from '../../../nodes/WeComCustomerContact/transport/errorTexts';
import {
	explain,
	namedIp,
	plainMessage,
} from '../../../nodes/WeComCustomerContact/transport/errors';
import { lostReason } from '../../../nodes/WeComCustomerContact/transport/lostReasons';
// The codes of https://developer.work.weixin.qq.com/document/path/90313 about credentials, customers, messages
// and media; those about hardware devices (600xxx) left out.
import codes from './fixtures/errorCodes.json';

describe('the error table', () => {
	it.each(codes)('explains %i', (errcode) => {
		const { message, fix } = ERRORS[errcode]!;
		expect(message).toMatch(/^[A-Z]/);
		expect(fix).toMatch(/^[A-Z]/);
		// They are put together with more text, and n8n's guide asks to avoid these words.
		for (const text of [message, fix]) {
			expect(text).not.toMatch(/\.$/);
			expect(text).not.toMatch(/\b(error|problem|failure|mistake)\b/i);
		}
	});

	it('quotes the IP address that WeCom names', () => {
		const errmsg =
			'not allow to access from your ip, hint: [1700000000123], from ip: 203.0.113.7, more info at https://open.work.weixin.qq.com/devtool/query?e=60020';
		expect(namedIp(errmsg)).toBe('203.0.113.7');
		expect(namedIp(errmsg.replace('203.0.113.7', '2001:db8::7'))).toBe('2001:db8::7');
		expect(explain(60020, errmsg).message).toContain('203.0.113.7');
	});

	it('shows a code it does not know in the words of WeCom, with a link', () => {
		const text = explain(99999, 'strange thing, hint: [17000], more info at https://x');
		expect(text.message).toBe('WeCom refused the call: strange thing');
		expect(text.fix).toMatch(/99999.*https:/);
	});

	it('leaves out what has nothing to do with the cause', () => {
		expect(plainMessage('invalid code, hint: [1234_5_6], from ip: 1.2.3.4, more info at x')).toBe(
			'invalid code',
		);
	});

	it.each([
		['invalid code', 'invalid code'],
		['invalid code,hint:[17]', 'invalid code'],
		['invalid code hint: [17_5_6] again', 'invalid code again'],
		['no,from ip:2001:db8::7', 'no'],
		['no from ip: 1.2.3.4', 'no'],
		['no more info at https://x\ny', 'no'],
		['no,more info at https://x', 'no'],
		['hint: [17], from ip: 1.2.3.4, more info at x', ''],
		[' \n', ''],
	])('%j is told as %j', (errmsg, shown) => {
		expect(plainMessage(errmsg)).toBe(shown);
	});

	it('names an IP address only where WeCom refuses one, and only if it names it', () => {
		const { message } = explain(60020, 'not allowed');
		expect(message).toBe(ERRORS[60020]!.message);
		expect(explain(40001, 'no, from ip: 1.2.3.4')).toEqual(ERRORS[40001]);
		expect(namedIp('from ip:1.2.3.4')).toBe('1.2.3.4');
	});

	it('gives the code where WeCom says nothing', () => {
		expect(explain(99999).message).toBe('WeCom refused the call: code 99999');
	});
});

it.each([
	['CERT_HAS_EXPIRED', 'its certificate is not valid'],
	['ERR_TLS_CERT_ALTNAME_INVALID', 'its certificate is not valid'],
	['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'there was no answer'],
	['ETIMEDOUT', 'there was no answer in time'],
	['ECONNABORTED', 'there was no answer in time'],
	['EAI_AGAIN', 'the name of the host could not be looked up'],
	[undefined, 'there was no answer'],
])('%s is told as: %s', (code, reason) => {
	expect(lostReason({ code, message: 'https://x?secret' })).toBe(reason);
	expect(lostReason({ code: 'other', cause: { code } })).toBe(
		code === undefined ? 'there was no answer' : reason,
	);
});
