import { startSimulator } from '../test/simulator';

// Child process of bench/simulator.ts.

const { members, relationsPerMember, latencyMs } = JSON.parse(process.argv[2]!) as {
	members: number;
	relationsPerMember: number;
	latencyMs: number;
};

void (async () => {
	const simulator = await startSimulator({ empty: true });
	simulator.addManyCustomers({ members, relationsPerMember });
	simulator.faults.latencyMs = latencyMs;
	process.send!({
		url: simulator.url,
		corpId: simulator.corp.corpId,
		corpSecret: simulator.corp.secret,
	});
	process.once('disconnect', () => process.exit());
	process.once('message', () => void simulator.close().then(() => process.exit(0)));
})();
