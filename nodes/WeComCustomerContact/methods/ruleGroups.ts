import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { inOrder } from '../engine/inOrder';
import { asList, asObject, pick } from '../engine/values';
import { CUSTOMERS, MOMENTS, type RuleGroupKind } from '../resources/ruleGroups/ruleGroupKinds';
import { weComRequest } from '../transport/request';

const PER_PAGE = 20;
const PARALLEL = 5;

/** Rule groups by their name, which WeCom's list lacks. */
const searchIn = ({ path, doc }: RuleGroupKind) =>
	async function (
		this: ILoadOptionsFunctions,
		filter = '',
		paginationToken?: string,
	): Promise<INodeListSearchResult> {
		const call = async (verb: string, body: object) =>
			await weComRequest(this, {
				method: 'POST',
				endpoint: `/cgi-bin/externalcontact/${path}/${verb}`,
				access: 'read',
				doc,
				body: { ...body },
			});

		const page = await call('list', {
			limit: PER_PAGE,
			...(paginationToken ? { cursor: paginationToken } : {}),
		});
		const ids = asList(page.strategy).map((entry) => Number(pick(entry, 'strategy_id')));
		const entries = await inOrder(ids.length, PARALLEL, async (index) => {
			const { strategy } = await call('get', { strategy_id: ids[index] });
			const { strategy_name: name } = asObject(strategy);
			return { name: `${String(name)} · ${ids[index]}`, value: ids[index]! };
		});
		const wanted = filter.toLowerCase();
		const next = String(page.next_cursor ?? '');
		return {
			results: entries.filter((entry) => entry.name.toLowerCase().includes(wanted)),
			...(next === '' ? {} : { paginationToken: next }),
		};
	};

export const searchRuleGroups = searchIn(CUSTOMERS);
export const searchMomentRuleGroups = searchIn(MOMENTS);
