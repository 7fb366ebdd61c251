import { createHash } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';

const modules = 25;
const scale = 8;
const size = modules * scale;
const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');

const uint32 = (value: number) => {
	const bytes = Buffer.alloc(4);
	bytes.writeUInt32BE(value);
	return bytes;
};

const chunk = (type: string, data: Buffer) => {
	const content = Buffer.concat([Buffer.from(type), data]);
	return Buffer.concat([uint32(data.length), content, uint32(crc32(content))]);
};

/** A PNG with a pattern of black and white squares: the same for the same text. */
export const patternPng = (text: string) => {
	const pattern = createHash('sha512').update(text).digest();
	const isDark = (x: number, y: number) => {
		const bit = (y * modules + x) % (pattern.length * 8);
		return (((pattern[bit >> 3] ?? 0) >> (bit & 7)) & 1) === 1;
	};
	const row = (y: number) => [
		0, // no filter
		...Array.from({ length: size }, (_, x) =>
			isDark(Math.floor(x / scale), Math.floor(y / scale)) ? 0 : 255,
		),
	];
	const rows = Buffer.from(Array.from({ length: size }, (_, y) => row(y)).flat());
	const greyOf8Bits = Buffer.from([8, 0, 0, 0, 0]);
	return Buffer.concat([
		signature,
		chunk('IHDR', Buffer.concat([uint32(size), uint32(size), greyOf8Bits])),
		chunk('IDAT', deflateSync(rows)),
		chunk('IEND', Buffer.alloc(0)),
	]);
};
