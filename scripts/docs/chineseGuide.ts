// Fills in the tables of the Chinese guide, as part of `npm run docs`: in the language of this process.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { EVENTS } from '../../nodes/WeComCustomerContact/callback/events';
import { resources } from '../../nodes/WeComCustomerContact/resources';
import { explain } from '../../nodes/WeComCustomerContact/transport/errors';
import { EVENT_OPTIONS } from '../../nodes/WeComCustomerContact/trigger/eventOptions';
import { OUTPUTS } from '../../nodes/WeComCustomerContact/trigger/outputs';
import { recipesTable } from '../examples';
import { table } from './markdown';
import { operationPages } from './operations';
import { fileOf } from './operations/resourcePage';
import { sampleEvent } from './sampleEvent';

const ROOT = path.resolve(__dirname, '../..');
const FILE = 'docs/zh-CN.md';

/** What a newcomer meets: wrong settings first, then the welcome message, then limits. */
const COMMON_ERRORS = [
	40001, 40013, 40091, 60020, 48002, 84074, 50002, 60111, 40096, 84061, 41044, 41050, 41051, 41096,
	40007, 45009, 45033,
];

const operationsTable = () =>
	table(
		['资源', '操作'],
		resources.map((resource) => [
			`[${resource.name}](zh-CN/operations/${fileOf(resource)})`,
			resource.operations.map(({ name }) => name).join('、'),
		]),
	);

/** By the names of the outputs, which are the same on all servers. */
const GROUPS: Readonly<Record<string, string>> = {
	Customers: '客户',
	'Group Chats': '客户群',
	Tags: '标签',
	'Customer Acquisition': '获客助手',
	App: '应用',
	Directory: '通讯录',
};

const eventsTable = () => {
	return table(
		['分组', '事件', '官方名称', '说明'],
		OUTPUTS.group.flatMap(({ name: group, types }) =>
			EVENTS.filter(({ value }) => types.includes(value)).map(({ value, chineseName }, index) => {
				const { name, description = '' } = EVENT_OPTIONS.find((option) => option.value === value)!;
				return [
					index === 0 ? `**${GROUPS[group]}**（${group}）` : '',
					name,
					chineseName,
					description,
				];
			}),
		),
	);
};

const errorsTable = () =>
	table(
		['错误码', '原因', '怎么办'],
		COMMON_ERRORS.map((code) => {
			const { message, fix } = explain(code);
			return [String(code), message, fix];
		}),
	);

const fillIn = (text: string, name: string, content: string) => {
	const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
	const [from, to] = [text.indexOf(begin), text.indexOf(end)];
	if (from < 0 || to < from) throw new Error(`There is no place for ${name}`);
	return `${text.slice(0, from)}${begin}\n\n${content}\n\n${text.slice(to)}`;
};

/** The guide as it should be now. */
export const guide = () => {
	const parts = {
		recipes: recipesTable(['流程', '作用', '步骤'], {
			recipes: '../examples',
			images: 'images',
			language: 'zh-CN/',
		}),
		operations: operationsTable(),
		events: eventsTable(),
		sample: sampleEvent(),
		errors: errorsTable(),
	};
	return Object.entries(parts).reduce(
		(text, [name, content]) => fillIn(text, name, content),
		readFileSync(path.join(ROOT, FILE), 'utf8'),
	);
};

/** Each Chinese document with its text as it should be now. */
export const documents = (): Record<string, string> => ({ [FILE]: guide(), ...operationPages() });

if (require.main === module) {
	for (const [file, text] of Object.entries(documents())) {
		writeFileSync(path.join(ROOT, file), text);
	}
}
