import { fileForm, readFile } from '../../../nodes/WeComCustomerContact/transport/files';
import { toOutcome } from '../../../nodes/WeComCustomerContact/transport/outcome';
import { readForm } from '../../simulator/form';

// Files on the wire: the form that goes out, and what comes back instead of JSON or beside it.

const data = Buffer.from([0, 13, 10, 45, 45, 255, 0]);
const latin1 = (text: string) => Buffer.from(text, 'utf8').toString('latin1');

describe('a form', () => {
	it('holds one file, byte for byte, and says its length', () => {
		const { body, contentType } = fileForm({ name: 'a.bin', type: 'application/pdf', data });
		expect(readForm(contentType, body)).toEqual({
			field: 'media',
			name: 'a.bin',
			type: 'application/pdf',
			data,
		});
		expect(body.toString('latin1')).toContain('filelength=7');
	});

	it.each([
		['Chinese, as plain UTF-8', '报价单 2026🌸.pdf', '报价单 2026🌸.pdf'],
		['quotes', 'a"; name="other".pdf', 'a_; name=_other_.pdf'],
		['line breaks', 'a\r\nX-Header: 1\n\n.pdf', 'a__X-Header: 1__.pdf'],
	])('names a file with %s', (_what, name, sent) => {
		const { body, contentType } = fileForm({ name, type: 'application/pdf', data });
		expect(body.toString('utf8')).toContain(`filename="${sent}"; filelength=7\r\n`);
		expect(readForm(contentType, body)).toMatchObject({ field: 'media', name: sent, data });
	});

	it('takes no header from a type', () => {
		const { body } = fileForm({ name: 'a', type: 'a/b\r\nX-Header: 1', data });
		expect(body.toString('latin1')).toContain('Content-Type: a/bX-Header: 1\r\n\r\n');
	});

	it('has another boundary each time, so that no file can hold it', () => {
		const form = () => fileForm({ name: 'a', type: 'a/b', data }).contentType;
		expect(form()).not.toBe(form());
	});
});

describe('a downloaded file', () => {
	it.each([
		['as it is', 'attachment; filename="MEDIA_ID.jpg"', 'MEDIA_ID.jpg'],
		['without quotes', 'attachment; filename=a b.jpg; size=3', 'a b.jpg'],
		['in Chinese', latin1('attachment; filename="报价单.pdf"'), '报价单.pdf'],
		['with a semicolon', 'attachment; filename="a;b.pdf"', 'a;b.pdf'],
		['with quotes', 'attachment; filename="a \\"b\\".pdf"', 'a "b".pdf'],
		['that is empty', 'attachment; filename=""', undefined],
		['that is missing', 'attachment', undefined],
	])('has its name %s', (_what, disposition, name) => {
		const headers = { 'content-disposition': disposition, 'content-type': 'image/jpeg' };
		expect(readFile(headers, data)).toEqual({ data, type: 'image/jpeg', ...(name && { name }) });
	});

	it('is just bytes without a type', () => {
		expect(readFile({}, data)).toEqual({ data, type: 'application/octet-stream' });
	});

	it('may be JSON or text, when it comes as an attachment', () => {
		const headers = { 'content-type': 'application/json', 'content-disposition': 'attachment' };
		expect(readFile(headers, data)).toEqual({ data, type: 'application/json' });
	});

	it('knows how large the whole is, when it is a part', () => {
		expect(readFile({ 'content-range': 'bytes 0-6/4096' }, data)).toMatchObject({ total: 4096 });
		expect(readFile({ 'content-range': 'bytes 0-6/*' }, data)).not.toHaveProperty('total');
	});
});

describe('an answer in bytes', () => {
	const answer = (headers: Record<string, unknown>, body: Buffer | ArrayBuffer, statusCode = 200) =>
		toOutcome({ statusCode, headers, body });

	it('is a file', () => {
		expect(answer({ 'content-type': 'image/png' }, data)).toEqual({
			kind: 'answer',
			errcode: 0,
			errmsg: '',
			body: { file: { data, type: 'image/png' } },
		});
		expect(answer({ 'content-type': 'image/png' }, new Uint8Array(data).buffer)).toMatchObject({
			body: { file: { data } },
		});
	});

	it('is a refusal when it is JSON', () => {
		const refusal = Buffer.from('{"errcode":40007,"errmsg":"invalid media_id"}');
		for (const type of ['application/json; charset=UTF-8', 'text/plain']) {
			expect(answer({ 'content-type': type }, refusal)).toEqual({
				kind: 'answer',
				errcode: 40007,
				errmsg: 'invalid media_id',
				body: {},
			});
		}
	});

	it('is lost when it is neither, or comes from a machine between', () => {
		const page = Buffer.from('<html>busy</html>');
		expect(answer({ 'content-type': 'application/json' }, page)).toMatchObject({ kind: 'lost' });
		expect(answer({ 'content-type': 'text/html' }, page)).toMatchObject({ kind: 'lost' });
		for (const status of [403, 502]) {
			expect(answer({ 'content-type': 'image/png' }, data, status)).toMatchObject({
				kind: 'lost',
			});
		}
	});
});
