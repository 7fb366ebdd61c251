import type { Resource } from '../../engine/types';
import { CORP_TAGS } from './tagKinds';
import { create, getAll, remove, update } from './tagLibrary';
import { addToCustomer, addToCustomerByName, removeFromCustomer } from './tagMarking';

export const tag: Resource = {
	name: 'Tag',
	value: 'tag',
	description: "The corp's tags for customers, and which customers have them (企业客户标签)",
	operations: [
		addToCustomer,
		addToCustomerByName,
		create(CORP_TAGS),
		remove(CORP_TAGS),
		getAll(CORP_TAGS),
		removeFromCustomer,
		update(CORP_TAGS),
	],
};
