import { toType } from '../../../nodes/WeComCustomerContact/engine/byType';
import { resources } from '../../../nodes/WeComCustomerContact/resources';

const propertyOf = (resource: string, operation: string, name: string) =>
	resources
		.find(({ value }) => value === resource)!
		.operations.find(({ value }) => value === operation)!
		.fields.find(({ property }) => property.name === name)!.property;

const attachments = propertyOf('massMessage', 'create', 'attachments');
const LINK = { type: 'link', linkTitle: '标题', linkUrl: 'https://example.com' };

describe('entries', () => {
	it('may come as a list alone: nothing of a message is dropped', () => {
		expect(toType(attachments, [LINK, LINK], 'A')).toMatchObject({
			attachment: [LINK, LINK],
		});
		expect(toType(attachments, { attachment: [LINK] }, 'A')).toMatchObject({ attachment: [LINK] });
		expect(toType(attachments, { attachment: LINK }, 'A')).toMatchObject({ attachment: [LINK] });
	});

	it('have the defaults that they leave out, and nothing that the editor hides', () => {
		const image = { type: 'image', source: 'mediaId', mediaId: 'm', linkUrl: 'x', pictureUrl: 'y' };
		expect(toType(attachments, [image], 'A')).toEqual({
			attachment: [{ type: 'image', source: 'mediaId', mediaId: 'm' }],
		});
		expect(toType(attachments, [{ type: 'file' }], 'A')).toEqual({
			attachment: [{ type: 'file', source: 'binary', binaryPropertyName: 'data' }],
		});
	});

	it.each([
		['text', 'A must be a list of entries, but is a value of type string'],
		[7, 'A must be a list of entries, but is a value of type number'],
		[{ attachments: [LINK] }, 'A has the unknown part "attachments"'],
		[['x'], 'A 1 must be an entry with fields, but is a value of type string'],
		[
			[LINK, { type: 'gif' }],
			'A 2: "Attachment Type" must be one of file (File), image (Image), link (Link), miniprogram (Mini Program), video (Video), but is "gif"',
		],
		[
			[{ type: 'image', source: 'web' }],
			'A 1: "File Source" must be one of binary (Input Data), mediaId (Media ID), url (URL), permanentPicture (Permanent Picture), but is "web"',
		],
	])('%j: %s', (value, message) => {
		expect(() => toType(attachments, value, 'A')).toThrow(message);
	});

	it('have fields with types of their own', () => {
		const priority = propertyOf('acquisitionLink', 'create', 'priority');
		expect(toType(priority, { priority: { priorityType: '2' } }, 'P')).toEqual({
			priority: { priorityType: 2 },
		});
		expect(() => toType(priority, [{ priorityType: 1 }], 'P')).toThrow('P must be an entry');
	});
});

it('choices are found by text and number, several also in a text', () => {
	const semantics = propertyOf('interceptRule', 'create', 'semantics');
	for (const value of [[1, 3], ['1', '3'], '1，3', '1, 3, 1']) {
		expect(toType(semantics, value, 'S')).toEqual([1, 3]);
	}
	expect(toType(semantics, 2, 'S')).toEqual([2]);
});
