import { randomBytes } from 'node:crypto';
import type { DownloadedFile, UploadFile } from './types';

/**
 * A form with one file, the way WeCom reads it: field `media`, the name as plain UTF-8 (not as `filename*`), and
 * the length in bytes.
 *
 * @see https://developer.work.weixin.qq.com/document/path/90253
 */
export function fileForm({ name, type, data }: UploadFile): { body: Buffer; contentType: string } {
	const boundary = `wecom-${randomBytes(16).toString('hex')}`;
	const quoted = name.replace(/["\r\n]/g, '_');
	const head = [
		`--${boundary}`,
		`Content-Disposition: form-data; name="media"; filename="${quoted}"; filelength=${data.length}`,
		`Content-Type: ${type.replace(/[\r\n]/g, '')}`,
		'',
		'',
	].join('\r\n');
	return {
		body: Buffer.concat([Buffer.from(head), data, Buffer.from(`\r\n--${boundary}--\r\n`)]),
		contentType: `multipart/form-data; boundary=${boundary}`,
	};
}

/** Reads a downloaded file; nothing when WeCom answered JSON instead, which is how it refuses, or a page came. */
export function readFile(
	headers: Record<string, unknown>,
	data: Buffer,
): DownloadedFile | undefined {
	const type = String(headers['content-type'] ?? 'application/octet-stream');
	const disposition = headers['content-disposition'];
	if (disposition === undefined && /json|text\//i.test(type)) return undefined;
	const total = /\/(\d+)$/.exec(String(headers['content-range'] ?? ''))?.[1];
	return {
		data,
		type,
		...(total === undefined ? {} : { total: Number(total) }),
		...nameIn(disposition),
	};
}

const nameIn = (disposition: unknown): { name?: string } => {
	const name = fileNameIn(disposition);
	return name === undefined ? {} : { name };
};

/** The name in Content-Disposition. HTTP headers arrive as Latin-1, but WeCom and most others write UTF-8. */
export function fileNameIn(disposition: unknown): string | undefined {
	const [, quoted, plain = ''] = FILE_NAME.exec(String(disposition ?? '')) ?? [];
	const raw = quoted?.replace(/\\(.)/g, '$1') ?? plain.trim();
	return raw === '' ? undefined : Buffer.from(raw, 'latin1').toString('utf8');
}

/** In quotes, where a backslash makes a quote part of the name, or up to the next sign. */
const FILE_NAME = /filename=(?:"((?:[^"\\]|\\.)*)"|([^;]*))/i;
