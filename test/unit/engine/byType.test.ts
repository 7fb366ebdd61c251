import type { INodeProperties } from 'n8n-workflow';
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
		[[null], 'A 1 must be an entry with fields, but is null'],
		[[[LINK]], 'A 1 must be an entry with fields, but is a list'],
		[null, 'A must be a list of entries, but is null'],
		[[LINK, { title: 'x', msgtype: 'link' }], 'A 2 has the unknown part "title"'],
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

	it('may have parts that belong to nothing, and none at all', () => {
		const same = toType(attachments, [LINK], 'A');
		expect(toType(attachments, [{ ...LINK, note: 'x' }], 'A')).toEqual(same);
		const nothing = toType(attachments, [{}], 'A') as { attachment: object[] };
		expect(nothing.attachment[0]).toHaveProperty('type', 'image');
	});
});

it('choices are found by text and number, several also in a text', () => {
	const semantics = propertyOf('interceptRule', 'create', 'semantics');
	for (const value of [[1, 3], ['1', '3'], '1，3', '1, 3, 1']) {
		expect(toType(semantics, value, 'S')).toEqual([1, 3]);
	}
	expect(toType(semantics, 2, 'S')).toEqual([2]);
});

describe('what an expression gives for', () => {
	const ofType = (type: INodeProperties['type'], more: Partial<INodeProperties> = {}) => ({
		displayName: 'Field',
		name: 'field',
		type,
		default: '',
		...more,
	});
	const CHOICE = ofType('options', {
		options: [
			{ name: 'Text', value: 'text' },
			{ name: 'Two', value: 2 },
		],
	});
	const LOADED = { typeOptions: { loadOptionsMethod: 'loadTags' } };

	it.each<[INodeProperties, unknown, unknown]>([
		[ofType('boolean'), true, true],
		[ofType('boolean'), 'True ', true],
		[ofType('boolean'), 1, true],
		[ofType('boolean'), 'false', false],
		[ofType('boolean'), '0', false],
		[ofType('number'), 7, 7],
		[ofType('number'), ' 7.5 ', 7.5],
		[ofType('number'), 0, 0],
		[CHOICE, 'text', 'text'],
		[CHOICE, ' 2 ', 2],
		[ofType('options', LOADED), 'etA', 'etA'],
		[ofType('multiOptions', LOADED), 'etA,etB', 'etA,etB'],
		[{ ...CHOICE, type: 'multiOptions' }, 'text, 2,', ['text', 2]],
		[{ ...CHOICE, type: 'multiOptions' }, ['text', '', 'text'], ['text']],
		[ofType('string'), ' as it is ', ' as it is '],
	])('%j: %j is %j', (property, value, typed) => {
		expect(toType(property, value, 'F')).toEqual(typed);
	});

	it.each<[INodeProperties, unknown, string]>([
		[ofType('boolean'), 'yes', 'F must be true or false, but is "yes"'],
		[ofType('boolean'), ['true'], 'F must be true or false, but is a list'],
		[ofType('number'), ' ', 'F must be a number, but is " "'],
		[ofType('number'), 'seven', 'F must be a number, but is "seven"'],
		[ofType('number'), Infinity, 'F must be a number, but is a value of type number'],
		[ofType('number'), true, 'F must be a number, but is a value of type boolean'],
		[CHOICE, 'three', 'F must be one of text (Text), 2 (Two), but is "three"'],
		[CHOICE, ['text'], 'F must be one of text (Text), 2 (Two), but is a list'],
	])('%j: %j is refused', (property, value, problem) => {
		expect(() => toType(property, value, 'F')).toThrow(problem);
	});
});
