import { brokenBy, polling, type Promised } from './model';

it('keeps its promises whatever comes', async () => {
	expect(await brokenBy(polling(), 1500)).toEqual([]);
}, 120_000);

/** A mistake in a module of the poll, and the promise that it breaks. */
const MISTAKES: Array<
	[promise: Promised, mistake: string, module: string, from: string, to: string]
> = [
	[
		'none is lost',
		'who shows late is judged by the time alone',
		'memory',
		'isFirstLook ? !isDone(relation) :',
		'!isDone(relation) &&',
	],
	[
		'none is lost',
		'there is no window',
		'state',
		'Math.max(state.from, newest - WINDOW)',
		'newest',
	],
	[
		'none is lost',
		'what is found counts as done before it was read in full',
		'step',
		'	const withRecords = await',
		'	for (const relation of done) memory.found.delete(keyOf(relation));\n	const withRecords = await',
	],
	[
		'none is lost',
		'who is listed but not read yet counts as known',
		'memory',
		'times.set(id, undefined);',
		'times.set(id, 0);',
	],
	['none is lost', 'who was gone is not looked at again', 'memory', ' || known.gone.has(id)', ''],
	[
		'none is lost',
		'who dies with n8n counts as done',
		'step',
		'(memory.state ?? reopened(state, now()))',
		'(memory.state ?? state)',
	],
	[
		'none is lost',
		'who dies with a worker counts as done',
		'memory',
		'const isGivenUp = tries + 1 >= MOST_TRIES;',
		'const isGivenUp = true;',
	],
	[
		'none is lost',
		'only the last execution may die',
		'step',
		'areOthersEnded: memory.underWay === 0',
		'areOthersEnded: true',
	],
	[
		'no stock is emitted',
		'whatever was emitted begins anew',
		'state',
		'isOpen: key.isOpen && stayOpen',
		'isOpen: true',
	],
	[
		'none comes twice',
		'what was emitted stays found',
		'step',
		'memory.found.delete(keyOf(relation));\n	if (kept',
		'keyOf(relation);\n	if (kept',
	],
	[
		'no stock is emitted',
		'the state has no keys',
		'state',
		'const all = [...known, ...added]',
		'const all = [...known]',
	],
	[
		'no stock is emitted',
		'the keys are those of the last poll',
		'state',
		'const all = [...known, ...added]',
		'const all = [...added]',
	],
	[
		'no stock is emitted',
		'who is back counts as new',
		'memory',
		'times.get(id) !== createtime',
		'createtime > 0',
	],
	[
		'state moves with items only',
		'polls run side by side',
		'alone',
		'if (underWay.has(name)) return undefined;',
		'',
	],
	[
		'no stock is emitted',
		'the first poll takes all for new',
		'state',
		'since = Infinity',
		'since = 0',
	],
	[
		'no stock is emitted',
		'members new in scope bring their old customers',
		'memory',
		'isFirstLook ? !isDone(relation)',
		'isFirstLook ? isDone(relation) || true',
	],
	[
		'the oldest come first',
		'what is found comes as it was found',
		'choose',
		'.sort((a, b) => a.createtime - b.createtime)',
		'',
	],
	[
		'state moves with items only',
		'it moves with every poll',
		'step',
		'if (kept && done.length === 0) return { emitted: [] };',
		'if (memory.members.size % 2) before.newest++;',
	],
];

it.each(MISTAKES)(
	'notices by "%s" when %s',
	async (promise, _mistake, module, from, to) => {
		expect(await brokenBy(polling(module, from, to), 1500)).toContain(promise);
	},
	60_000,
);
