import type { IDataObject } from 'n8n-workflow';
import type { Call, Field, Output } from '../../engine/types';
import { isBlank } from '../../engine/values';
import { say } from '../../texts/say';

/** Switch and name for the QR code as a file. */
export const qrCodeOptions: Field[] = [
	{
		property: {
			displayName: 'Download QR Code',
			name: 'downloadQrCode',
			type: 'boolean',
			default: false,
			description: 'Whether to add the QR code as an image file to the item',
		},
		notAsTool: true,
	},
	{
		property: {
			displayName: 'Put Output File in Field',
			name: 'binaryPropertyName',
			type: 'string',
			displayOptions: { show: { downloadQrCode: [true] } },
			default: 'data',
			hint: 'The name of the output binary field to put the file in',
		},
		notAsTool: true,
	},
];

/** An item with its QR code as a file, when the user wants it and there is one. */
export async function withQrCode(call: Call, json: IDataObject): Promise<Output> {
	const url = json.qr_code;
	if (call.values.downloadQrCode !== true || isBlank(url)) return { json };
	const { helpers } = call.context;
	const name = String(call.values.binaryPropertyName ?? 'data');
	const picture: unknown = await helpers
		.httpRequest({ method: 'GET', url: String(url), encoding: 'arraybuffer', timeout: 30_000 })
		.catch(() => undefined);
	if (!(picture instanceof Buffer) && !(picture instanceof ArrayBuffer)) {
		// The contact way exists: losing its ID over a picture would be worse than a missing picture.
		return {
			json: {
				...json,
				qr_code_problem: say`The QR code could not be downloaded from ${String(url)}`,
			},
		};
	}
	const file = await helpers.prepareBinaryData(
		Buffer.from(picture),
		`${String(json.config_id ?? 'contact-way')}.png`,
	);
	return { json, binary: { [name]: file } };
}
