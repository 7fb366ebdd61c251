import { servePage } from '../../n8n/scanPage';
import { startSimulator } from '../../simulator';

it('a customer scans at the press of a button, and the page shows what arrived', async () => {
	const simulator = await startSimulator();
	const page = await servePage(simulator, { userId: 'zhangsan', state: '<store>' });
	try {
		const before = simulator.state.customers.size;
		expect(await (await fetch(page.url)).text()).toContain('channel "&#60;store&#62;"');
		const pressed = await fetch(`${page.url}/scan`, { method: 'POST', redirect: 'manual' });
		expect(pressed.status).toBe(303);
		expect(simulator.state.customers.size).toBe(before + 1);
		expect((await fetch(`${page.url}/other`)).status).toBe(404);
	} finally {
		await page.close();
		await simulator.close();
	}
});
