import { readFileSync } from 'node:fs';
import path from 'node:path';
import { resources } from '../../../nodes/WeComCustomerContact/resources';
import { NOT_OFFERED } from '../../../scripts/docs/notOffered';
import { operationsPage } from '../../../scripts/docs/operations';

/** What WeCom documents about tokens and customer contact, and what goes with it. */
const ENDPOINTS = [
	'gettoken',
	'service/get_corp_token',
	'getcallbackip',

	'externalcontact/list',
	'externalcontact/get',
	'externalcontact/batch/get_by_user',
	'externalcontact/remark',
	'externalcontact/get_follow_user_list',
	'externalcontact/check_follow_user',
	'externalcontact/contact_list',
	'externalcontact/customer_acquisition_app/get_permit',

	'externalcontact/add_contact_way',
	'externalcontact/get_contact_way',
	'externalcontact/list_contact_way',
	'externalcontact/update_contact_way',
	'externalcontact/del_contact_way',
	'externalcontact/close_temp_chat',

	'idconvert/unionid_to_external_userid',
	'idconvert/batch/external_userid_to_pending_id',
	'idconvert/convert_tmp_external_userid',
	'idconvert/external_tagid',
	'idconvert/open_kfid',
	'idconvert/chatid',
	'idconvert/apply_to_upgrade_chatid',
	'idconvert/upgrade_chatid_for_new_corp',
	'externalcontact/unionid_to_external_userid',
	'service/externalcontact/unionid_to_external_userid_3rd',
	'externalcontact/get_new_external_userid',
	'externalcontact/groupchat/get_new_external_userid',
	'externalcontact/to_service_external_userid',
	'externalcontact/from_service_external_userid',
	'batch/openuserid_to_userid',
	'batch/userid_to_openuserid',
	'service/batch/userid_to_openuserid',
	'service/corpid_to_opencorpid',
	'service/finish_openid_migration',
	'corp/apply_mass_call_ticket',
	'externalcontact/convert_to_openid',
	'externalcontact/batch_to_external_userid',
	'externalcontact/opengid_to_chatid',
	'user/convert_to_openid',
	'user/convert_to_userid',
	'corpgroup/unionid_to_external_userid',
	'corpgroup/unionid_to_pending_id',
	'corpgroup/batch/external_userid_to_pending_id',

	'externalcontact/send_welcome_msg',

	'externalcontact/customer_strategy/list',
	'externalcontact/customer_strategy/get',
	'externalcontact/customer_strategy/get_range',
	'externalcontact/customer_strategy/create',
	'externalcontact/customer_strategy/edit',
	'externalcontact/customer_strategy/del',

	'externalcontact/group_welcome_template/add',
	'externalcontact/group_welcome_template/edit',
	'externalcontact/group_welcome_template/get',
	'externalcontact/group_welcome_template/del',

	'externalcontact/get_corp_tag_list',
	'externalcontact/add_corp_tag',
	'externalcontact/edit_corp_tag',
	'externalcontact/del_corp_tag',
	'externalcontact/get_strategy_tag_list',
	'externalcontact/add_strategy_tag',
	'externalcontact/edit_strategy_tag',
	'externalcontact/del_strategy_tag',
	'externalcontact/mark_tag',

	'externalcontact/transfer_customer',
	'externalcontact/transfer_result',
	'externalcontact/get_unassigned_list',
	'externalcontact/resigned/transfer_customer',
	'externalcontact/resigned/transfer_result',
	'externalcontact/groupchat/onjob_transfer',
	'externalcontact/groupchat/transfer',

	'externalcontact/groupchat/list',
	'externalcontact/groupchat/get',
	'externalcontact/groupchat/add_join_way',
	'externalcontact/groupchat/get_join_way',
	'externalcontact/groupchat/update_join_way',
	'externalcontact/groupchat/del_join_way',

	'externalcontact/add_msg_template',
	'externalcontact/remind_groupmsg_send',
	'externalcontact/cancel_groupmsg_send',
	'externalcontact/get_groupmsg_list_v2',
	'externalcontact/get_groupmsg_task',
	'externalcontact/get_groupmsg_send_result',

	'externalcontact/add_moment_task',
	'externalcontact/get_moment_task_result',
	'externalcontact/cancel_moment_task',
	'externalcontact/get_moment_list',
	'externalcontact/get_moment_task',
	'externalcontact/get_moment_customer_list',
	'externalcontact/get_moment_send_result',
	'externalcontact/get_moment_comments',
	'externalcontact/moment_strategy/list',
	'externalcontact/moment_strategy/get',
	'externalcontact/moment_strategy/get_range',
	'externalcontact/moment_strategy/create',
	'externalcontact/moment_strategy/edit',
	'externalcontact/moment_strategy/del',

	'externalcontact/get_user_behavior_data',
	'externalcontact/groupchat/statistic',
	'externalcontact/groupchat/statistic_group_by_day',

	'externalcontact/customer_acquisition/list_link',
	'externalcontact/customer_acquisition/get',
	'externalcontact/customer_acquisition/create_link',
	'externalcontact/customer_acquisition/update_link',
	'externalcontact/customer_acquisition/delete_link',
	'externalcontact/customer_acquisition/customer',
	'externalcontact/customer_acquisition/statistic',
	'externalcontact/customer_acquisition/get_chat_info',
	'externalcontact/customer_acquisition_quota',

	'externalcontact/add_product_album',
	'externalcontact/get_product_album',
	'externalcontact/get_product_album_list',
	'externalcontact/update_product_album',
	'externalcontact/delete_product_album',

	'externalcontact/add_intercept_rule',
	'externalcontact/get_intercept_rule_list',
	'externalcontact/get_intercept_rule',
	'externalcontact/update_intercept_rule',
	'externalcontact/del_intercept_rule',

	'media/upload',
	'media/uploadimg',
	'media/upload_attachment',
	'media/get',
	'media/upload_by_url',
	'media/get_upload_by_url_result',
].map((endpoint) => `/cgi-bin/${endpoint}`);

/** Named by an unofficial guide only: the page says where to find what it promises. */
const UNOFFICIAL = '/cgi-bin/externalcontact/list_member_non_data_contact';

const page = operationsPage();
const offered = resources.flatMap(({ operations }) => operations.map(({ endpoint }) => endpoint));
const left = Object.keys(NOT_OFFERED);

it('is up to date (else: npm run docs)', () => {
	const file = path.resolve(__dirname, '../../../docs/operations.md');
	expect(readFileSync(file, 'utf8')).toBe(page);
});

it.each(ENDPOINTS)('%s is offered, or the page says why not', (endpoint) => {
	expect([offered.includes(endpoint), left.includes(endpoint)].filter(Boolean)).toHaveLength(1);
	expect(page).toContain(`| \`${endpoint}\` |`);
});

it('offers and explains nothing that WeCom does not have', () => {
	const known = [...ENDPOINTS, UNOFFICIAL];
	expect([...offered, ...left].filter((endpoint) => !known.includes(endpoint))).toEqual([]);
});

it('says what became of the row of the unofficial guide that has no endpoint', () => {
	expect(offered).not.toContain(UNOFFICIAL);
	expect(left).toContain(UNOFFICIAL);
	expect(page).toMatch(/\| `[^`]*list_member_non_data_contact` \| Does not exist: .*section 12/);
});

it('has no hole', () => {
	expect(page).not.toMatch(/undefined|NaN|\[object/);
});
