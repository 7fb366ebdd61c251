import type { IDataObject } from 'n8n-workflow';
import type { Call, Field, Operation, Part } from '../../engine/types';
import { fromItem } from '../shared/chained';
import { changed } from '../shared/fields';
import { agentId, agentIdOf } from './appAgent';
import { audienceFields, audienceProblem, cardHolders, notReached } from './appMessageAudience';

// A card whose buttons are done with: https://developer.work.weixin.qq.com/document/path/94888

const [sendTo, ...audience] = audienceFields;

/** Whose card it is, the step that sent it knows; the item may have another member. */
const receivers = audience.map((field) => changed(field, { chained: undefined }));

const updateFor: Field = changed(sendTo!, {
	property: {
		displayName: 'Update For',
		options: [
			{ name: 'Departments and Member Tags', value: 'groups' },
			{ name: 'Everybody', value: 'everyone', description: 'Everybody who got the card' },
			{ name: 'Members', value: 'members' },
		],
		default: 'everyone',
		description: 'Whose card changes',
	},
});

/** The whole request. */
const updateOf = async (call: Call): Promise<Part> => ({
	body: { ...cardHolders(call), ...call.request.body, agentid: await agentIdOf(call) },
});

export const updateButtonCard: Operation = {
	name: 'Update Button Card',
	value: 'updateButtonCard',
	action: 'Update a card with buttons that was sent',
	description:
		'Put one text in place of the buttons of a card, which then cannot be clicked anymore (更新模板卡片消息)',
	method: 'POST',
	endpoint: '/cgi-bin/message/update_template_card',
	doc: 94888,
	access: 'idempotent',
	// The code was used.
	doneAlready: [60140],
	fields: [
		fromItem(
			{
				property: {
					displayName: 'Response Code',
					name: 'responseCode',
					type: 'string',
					required: true,
					default: '',
					description:
						'The response_code of the event Card Clicked, or the one returned by Send. It works once, for 72 hours.',
				},
				to: 'response_code',
			},
			'responseCode',
		),
		{
			property: {
				displayName: 'Button Text',
				name: 'replaceName',
				type: 'string',
				required: true,
				default: '',
				placeholder: 'e.g. 已联系',
				description: 'What stands in place of the buttons',
			},
			to: 'button.replace_name',
		},
		updateFor,
		...receivers,
		agentId,
	],
	did: 'updated',
	ids: ['response_code'],
	check: audienceProblem,
	prepare: updateOf,
	items: (answer, call): Array<{ json: IDataObject }> => [
		{ json: {} },
		...notReached(answer, call).map((json) => ({ json })),
	],
};
