import { inspect } from 'node:util';
import { ESLint } from 'eslint';
import type { INodeProperties } from 'n8n-workflow';
import { WeComCustomerContact } from '../../../nodes/WeComCustomerContact/WeComCustomerContact.node';
import { WeComCustomerContactTrigger } from '../../../nodes/WeComCustomerContact/WeComCustomerContactTrigger.node';

// n8n's lint reads object literals in the source; what the engine makes of the table is not one. So the
// finished descriptions are written out as source and linted the same way.

const nodes = [new WeComCustomerContact(), new WeComCustomerContactTrigger()];

describe.each(nodes.map((node) => [node.description.name, node.description] as const))(
	'the description of %s',
	(_name, description) => {
		it("passes n8n's lint as it is shown", async () => {
			const written = inspect(description.properties, {
				depth: null,
				maxArrayLength: null,
				maxStringLength: null,
				breakLength: 100,
			});
			const [result] = await new ESLint().lintText(
				`import type { INodeProperties } from 'n8n-workflow';\n\nexport const properties: INodeProperties[] = ${written};\n`,
				{ filePath: 'nodes/WeComCustomerContact/rendered.ts' },
			);
			const found = result!.messages.filter((message) => message.ruleId !== null);
			expect(result!.messages.filter((message) => message.fatal)).toEqual([]);
			expect(found.map(({ ruleId, message, line }) => `${line}: ${ruleId}: ${message}`)).toEqual(
				[],
			);
		}, 60_000);

		it('has every parameter name once for what is shown at one time', () => {
			const shown = description.properties.map(
				(property: INodeProperties) =>
					`${property.name} ${JSON.stringify(property.displayOptions?.show ?? {})}`,
			);
			expect(shown.filter((entry, index) => shown.indexOf(entry) !== index)).toEqual([]);
		});
	},
);
