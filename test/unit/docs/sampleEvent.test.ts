import { readFileSync } from 'node:fs';
import path from 'node:path';
import type * as Trigger from '../../../nodes/WeComCustomerContact/WeComCustomerContactTrigger.node';
import { receive } from '../../../nodes/WeComCustomerContact/trigger/receive';
import { anchor } from '../../../scripts/docs/markdown';
import { inChinese } from '../texts/inChinese';
import { callOf } from '../trigger/fakes';

const ROOT = path.resolve(__dirname, '../../..');
const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');

const { xml } = JSON.parse(read('test/unit/callback/fixtures/events/customerAdded.json')) as {
	xml: string;
};

/** What the trigger gives for it. */
const given = receive(callOf({ message: xml }).context).then(({ workflowData }) =>
	workflowData![0]!.map(({ json }) => json),
);

const noticeOfTrigger = () => {
	const { WeComCustomerContactTrigger } = jest.requireActual<typeof Trigger>(
		'../../../nodes/WeComCustomerContact/WeComCustomerContactTrigger.node',
	);
	const { properties } = new WeComCustomerContactTrigger().description;
	return properties.find(({ type }) => type === 'notice')!.displayName;
};

describe.each([
	['docs/events.md', 'A sample event', noticeOfTrigger],
	['docs/zh-CN.md', '示例事件', () => inChinese(noticeOfTrigger)],
])('the sample event of %s', (file, heading, notice) => {
	it('is what the trigger gives for a new customer', async () => {
		const [, section] = read(file).split(`\n## ${heading}\n`);
		const [, json] = /```json\n(.*?)\n```/s.exec(section!)!;
		expect(JSON.parse(json!)).toEqual(await given);
	});

	it('is where the panel of the trigger sends people', () => {
		expect(notice()).toContain(`https://this-repository/${file}#${anchor(heading)}"`);
	});
});
