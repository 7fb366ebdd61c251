import { ERRORS } from '../../../nodes/WeComCustomerContact/transport/errorTexts';
import {
	explain,
	namedIp,
	plainMessage,
} from '../../../nodes/WeComCustomerContact/transport/errors';
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
});
