import { checkEdits, editionsHeld } from '../../soak/check/edits';
import { checkTenant } from '../../soak/check/tenant';
import type { Write } from '../../soak/facts';
import { execution, sending } from './facts';

// The credential was for the main app, a wrong secret was saved and then the second app's.
const saved = [
	{ app: 'main', from: 0, to: 5000 },
	{ from: 5100, to: 10_000 },
	{ app: 'second', from: 10_100, to: 15_000 },
];
const begin = { at: 0, app: 'main' };
const asSaved: Write[] = [begin, { at: 2000, app: 'main' }, { at: 5050 }];
const second = { at: 10_050, app: 'second' };

const check = (writes: Write[]) => checkEdits({ saved, writes });
const sentAt = (at: number, token: string, writes: Write[]) =>
	checkTenant({
		journal: [sending({ at, token })],
		welcomes: [execution({ startedAt: new Date(at - 100).toISOString() })],
		editions: editionsHeld({ saved, writes }),
		presses: [],
	});

describe('the soak’s look at the stored credential', () => {
	it('is content when it holds what was saved, whoever writes it again', () => {
		const writes = [...asSaved, second, { at: 12_000, app: 'second' }];
		expect(check(writes)).toEqual({
			problems: [],
			counts: { 'credential saved': 3, 'edits undone by n8n': 0, 'credential stored': 5 },
		});
		expect(editionsHeld({ saved, writes })).toEqual(saved);
		expect(sentAt(10_300, 'main', writes).problems).toHaveLength(1);
		expect(sentAt(5300, 'main', writes).problems).toHaveLength(1);
	});

	it('counts an edit that n8n undoes before or after it has said that it is saved', () => {
		for (const at of [5070, 5200]) {
			const writes = [...asSaved, { at, app: 'main' }, second];
			expect(check(writes)).toMatchObject({
				problems: [],
				counts: { 'edits undone by n8n': 1 },
			});
			expect(sentAt(5400, 'main', writes)).toMatchObject({
				problems: [],
				counts: { 'messages judged by app': 1 },
			});
			expect(sentAt(5400, 'second', writes).problems).toHaveLength(1);
			expect(sentAt(10_300, 'main', writes).problems).toHaveLength(1);
		}
	});

	it('leaves executions alone that were under way when it was undone', () => {
		const writes = [...asSaved, { at: 5250, app: 'main' }, second];
		expect(sentAt(5300, 'main', writes)).toMatchObject({
			problems: [],
			counts: { 'messages judged by app': 0 },
		});
	});

	it('knows when an undone edit came back', () => {
		const writes = [...asSaved, { at: 5070, app: 'main' }, { at: 5080 }, second];
		expect(check(writes)).toMatchObject({ problems: [], counts: { 'edits undone by n8n': 0 } });
		expect(sentAt(5400, 'main', writes).problems).toHaveLength(1);
	});

	it('notices what nobody saved, what comes back too late, and what was not stored', () => {
		const none = 'the stored credential was for';
		expect(check([...asSaved, { at: 5200, app: 'second' }, second]).problems).toEqual([
			`${none} second, though that for none was saved`,
		]);
		expect(check([...asSaved, { at: 9000, app: 'main' }, second]).problems).toEqual([
			`${none} main, though that for none was saved`,
		]);
		expect(check(asSaved).problems).toEqual([`${none} none, though that for second was saved`]);
	});
});
