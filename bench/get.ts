import './typescriptFirst';
import { createN8n } from '../test/engine/harness';
import { figure, heading, ratio, timed } from './print';
import { startBenchSimulator } from './simulator';

// Customer: Get for 1,000 items, five at once against one at a time.

const ITEMS = 1000;
const LATENCY = 30;

void (async () => {
	heading(`Customer: Get for ${ITEMS} items, ${LATENCY} ms latency`);
	const simulator = await startBenchSimulator({
		members: 1,
		relationsPerMember: ITEMS,
		latencyMs: LATENCY,
	});
	const n8n = createN8n({
		corpId: simulator.corpId,
		corpSecret: simulator.corpSecret,
		baseUrl: simulator.url,
	});
	const ids = Array.from({ length: ITEMS }, (_, index) => ({ id: `wmMany1x${index + 1}` }));
	const run = async (callsAtOnce: number) =>
		await timed(async () => {
			const { items, error } = await n8n.run({
				items: ids,
				parameters: {
					resource: 'customer',
					operation: 'get',
					externalUserId: '={{ $json.id }}',
					options: { callsAtOnce },
				},
			});
			if (error) throw error;
			if (items.length !== ITEMS) throw new Error(`${items.length} items`);
		});
	await run(5);
	const five = await run(5);
	const one = await run(1);
	await simulator.stop();
	figure('one at a time', one / 1000, 's');
	figure('five at once', five / 1000, 's');
	ratio('times as fast', one / five, 'at least 4', one / five >= 4);
})();
