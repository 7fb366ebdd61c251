import { readFileSync } from 'node:fs';
import path from 'node:path';

const FIXTURE = path.resolve(
	__dirname,
	'../../test/unit/callback/fixtures/events/customerAdded.json',
);

/** An added customer as the trigger gives them, to paste into the editor: n8n shows no fields of a trigger that never ran. */
export const sampleEvent = () => {
	const { expected } = JSON.parse(readFileSync(FIXTURE, 'utf8')) as { expected: unknown };
	return ['```json', JSON.stringify([expected], null, 2), '```'].join('\n');
};
