import type { IDataObject } from 'n8n-workflow';
import { toIdList, toText } from '../../engine/convert';
import type { Chunks, Field, Given, Tabular } from '../../engine/types';
import { asObject } from '../../engine/values';
import { fromItem } from '../shared/chained';
import { openId, unionId } from '../shared/fields';

// Parts that the two resources of ID conversions share.

export const corpId: Field = {
	property: {
		displayName: 'Corp ID',
		name: 'corpId',
		type: 'string',
		default: '',
		description: 'Only look in this corp; empty looks in all',
	},
	group: 'options',
	to: 'corpid',
	as: toText,
};

export const chatId: Field = {
	property: {
		displayName: 'Chat ID',
		name: 'chatId',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. wrOgQhDgAAMYQiS5ol9G7gK9JVAAAA',
		description: 'ID of the group chat (客户群)',
	},
	to: 'chat_id',
	as: toText,
};

export const idList = (
	displayName: string,
	name: string,
	to: string,
	placeholder: string,
	description: string,
): Field => ({
	property: {
		displayName,
		name,
		type: 'string',
		typeOptions: { rows: 3 },
		required: true,
		default: '',
		placeholder: `e.g. ${placeholder}`,
		description: `${description}: any number, separated by commas or new lines, or a list from an expression`,
	},
	to,
	as: toIdList,
});

export const conversion = (
	operation: Omit<Tabular, 'method' | 'access'> & Partial<Pick<Tabular, 'method' | 'access'>>,
): Tabular => ({ method: 'POST', access: 'read', ...operation });

/** A long list of IDs goes out in pieces; each ID comes out, and WeCom lists those that it does not know. */
export const inPieces = (list: string, max: number, as: string): Chunks => ({
	list,
	max,
	as,
	everyId: true,
	failed: `invalid_${list}`,
});

/** The item of one ID for another: both. */
export const pair =
	(given: string, found: string) =>
	(answer: unknown, { request: { body } }: Given): IDataObject => ({
		[given]: body[given],
		[found]: asObject(answer)[found],
	});

/** A WeChat user as a mini program knows them. */
export const miniProgramUser = [fromItem(unionId, 'unionId'), fromItem(openId, 'openId')];
