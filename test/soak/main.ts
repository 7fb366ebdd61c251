import { parseArgs } from 'node:util';
import { soak } from './soak';

// `npm run soak -- --minutes 60`; `--seed` repeats the faults of an earlier run, `--engine legacy` spares n8n
// the memory and time of its default expression engine.

const { values } = parseArgs({
	options: {
		minutes: { type: 'string', default: '60' },
		seed: { type: 'string', default: String(Date.now() % 1_000_000) },
		engine: { type: 'string' },
	},
});

void (async () => {
	const { problems } = await soak({
		minutes: Number(values.minutes),
		seed: Number(values.seed),
		env: values.engine ? { N8N_EXPRESSION_ENGINE: values.engine } : {},
		print: console.log,
	});
	console.log(problems.length === 0 ? 'Nothing lost, doubled, dead or frozen.' : 'FAILED');
	process.exitCode = problems.length === 0 ? 0 : 1;
})();
