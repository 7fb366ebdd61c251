import { readFileSync } from 'node:fs';
import path from 'node:path';
import { resources } from '../../../nodes/WeComCustomerContact/resources';
import { NOT_OFFERED } from '../../../scripts/docs/notOffered';
import { operationsPage } from '../../../scripts/docs/operations';

/** What WeCom documents about tokens, customers, contact ways, ID conversions and welcome messages. */
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
].map((endpoint) => `/cgi-bin/${endpoint}`);

/** Named by an unofficial guide only. */
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

it('has no hole', () => {
	expect(page).not.toMatch(/undefined|NaN|\[object/);
});
