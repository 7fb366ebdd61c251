import { fail, ok, type Reply } from '../errors';
import { newId } from '../ids';
import { unsorted } from '../paging';
import { array, int, object, string, type Value } from '../schema';
import { slice } from '../slice';
import { seconds, type World } from '../world';
import { endpoint } from './endpoint';
import { userid } from './people';

const maxRules = 100;
/** WeCom's documents name the codes of these rules (41068 …) but not which one means what. */
const unknownRule = 41068;
const tooManyRules = 41069;

const range = object({
	user_list: array(userid, { max: 1000 }),
	department_list: array(int(), { max: 1000 }),
});
const fields = {
	rule_name: string({ maxChars: 20 }),
	word_list: array(string({ required: true, maxChars: 32 }), { max: 300 }),
	intercept_type: int({ min: 1, max: 2 }),
};
const semantics_list = array(int({ min: 1, max: 3 }));
const rule_id = string({ required: true });

interface Rule {
	rule_id: string;
	rule_name: string;
	word_list: string[];
	extra_rule: { semantics_list: number[] };
	intercept_type: number;
	applicable_range: { user_list: string[]; department_list: number[] };
	createTime: number;
}

const rulesOf = slice(() => new Map<string, Rule>());

const refuseRange = ({ state }: World, given: Value<typeof range> = {}): Reply | undefined => {
	const { user_list: users = [], department_list: departments = [] } = given;
	for (const id of users) {
		const member = state.members.get(id);
		if (!member) return fail(60111, id);
		if (!member.inScope) return fail(60021, id);
	}
	for (const id of departments) {
		const department = state.departments.get(id);
		if (!department) return fail(60003, `${id}`);
		if (!department.inScope) return fail(60011, `department ${id}`);
	}
	return undefined;
};

const isEmpty = ({ user_list, department_list }: Value<typeof range>) =>
	!user_list?.length && !department_list?.length;

const changed = <T>(present: T[], added: T[] = [], removed: T[] = []) =>
	[...new Set([...present, ...added])].filter((one) => !removed.includes(one));

export const interceptRuleEndpoints = [
	endpoint({
		method: 'POST',
		path: 'externalcontact/add_intercept_rule',
		body: {
			...fields,
			rule_name: string({ required: true, maxChars: 20 }),
			word_list: array(fields.word_list.of, { required: true, max: 300 }),
			intercept_type: int({ required: true, min: 1, max: 2 }),
			semantics_list,
			applicable_range: object(range.fields, { required: true }),
		},
		handle: ({ world, body }) => {
			const rules = rulesOf(world);
			const refusal = refuseRange(world, body.applicable_range);
			if (refusal) return refusal;
			if (isEmpty(body.applicable_range)) return fail(40058, 'applicable_range is empty');
			if (rules.size >= maxRules) return fail(tooManyRules);
			const { semantics_list: semantics = [], applicable_range: given, ...rest } = body;
			const rule = {
				...rest,
				rule_id: newId('', 9),
				extra_rule: { semantics_list: semantics },
				applicable_range: { user_list: [], department_list: [], ...given },
				createTime: seconds(world),
			};
			rules.set(rule.rule_id, rule);
			return ok({ rule_id: rule.rule_id });
		},
	}),
	endpoint({
		method: 'GET',
		path: 'externalcontact/get_intercept_rule_list',
		handle: ({ world }) =>
			ok({
				rule_list: unsorted(rulesOf(world).values()).map((rule) => ({
					rule_id: rule.rule_id,
					rule_name: rule.rule_name,
					create_time: rule.createTime,
				})),
			}),
	}),
	endpoint({
		method: 'POST',
		path: 'externalcontact/get_intercept_rule',
		body: { rule_id },
		handle: ({ world, body }) => {
			const rule = rulesOf(world).get(body.rule_id);
			if (!rule) return fail(unknownRule);
			const { createTime: _notShown, ...shown } = rule;
			return ok({ rule: shown });
		},
	}),
	endpoint({
		method: 'POST',
		path: 'externalcontact/update_intercept_rule',
		body: {
			rule_id,
			...fields,
			extra_rule: object({ semantics_list }),
			add_applicable_range: range,
			remove_applicable_range: range,
		},
		handle: ({ world, body }) => {
			const rule = rulesOf(world).get(body.rule_id);
			if (!rule) return fail(unknownRule);
			const { add_applicable_range: add, remove_applicable_range: remove, ...changes } = body;
			if (changes.rule_name === '') return fail(40058, 'a rule needs a name');
			// Empty words are ignored; empty semantics, see below, clear.
			if (changes.word_list?.length === 0) delete changes.word_list;
			const refusal = refuseRange(world, add);
			if (refusal) return refusal;
			const { user_list: users, department_list: departments } = rule.applicable_range;
			const { extra_rule: extra = {}, ...others } = changes;
			Object.assign(rule, others);
			Object.assign(rule.extra_rule, extra);
			rule.applicable_range = {
				user_list: changed(users, add?.user_list, remove?.user_list),
				department_list: changed(departments, add?.department_list, remove?.department_list),
			};
			return ok();
		},
	}),
	endpoint({
		method: 'POST',
		path: 'externalcontact/del_intercept_rule',
		body: { rule_id },
		handle: ({ world, body }) => (rulesOf(world).delete(body.rule_id) ? ok() : fail(unknownRule)),
	}),
];
