/** The one file of a form (multipart/form-data). */
export interface FormFile {
	/** Name of the form's field. */
	field: string;
	/** The file's name. */
	name: string;
	type: string;
	data: Buffer;
}

const quoted = (text: string, name: string) => new RegExp(`[; ]${name}="([^"]*)"`).exec(text)?.[1];

/**
 * Reads a form as WeCom does: one file, its name as plain UTF-8, its declared length right. Nothing for anything
 * else.
 */
export const readForm = (contentType: string | undefined, body: Buffer): FormFile | undefined => {
	const boundary = /^multipart\/form-data; boundary=(\S+)$/.exec(contentType ?? '')?.[1];
	if (boundary === undefined) return undefined;
	const start = Buffer.from(`--${boundary}\r\n`);
	const end = Buffer.from(`\r\n--${boundary}--\r\n`);
	const headEnd = body.indexOf('\r\n\r\n');
	const whole =
		body.subarray(0, start.length).equals(start) && body.subarray(-end.length).equals(end);
	if (!whole || headEnd < 0) return undefined;
	const head = body.subarray(start.length, headEnd).toString('utf8');
	const data = body.subarray(headEnd + 4, body.length - end.length);
	const [field, name] = [quoted(head, 'name'), quoted(head, 'filename')];
	const type = /^content-type: (.+)$/im.exec(head)?.[1]?.trim() ?? '';
	const length = /filelength=(\d+)/.exec(head)?.[1];
	if (field === undefined || name === undefined || Number(length) !== data.length) return undefined;
	return { field, name, type, data };
};
