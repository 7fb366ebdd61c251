import * as n8nWorkflow from 'n8n-workflow';
import type { LoadedPackage } from './harness';

/** The package loaded anew, as another process of n8n has it: with an empty memory. n8n itself stays the same. */
export function anotherProcess(): LoadedPackage {
	const loaded: Partial<LoadedPackage> = {};
	jest.isolateModules(() => {
		jest.doMock('n8n-workflow', () => n8nWorkflow);
		Object.assign(
			loaded,
			jest.requireActual('../../credentials/WeComCustomerContactApi.credentials'),
			jest.requireActual('../../nodes/WeComCustomerContact/WeComCustomerContact.node'),
		);
	});
	jest.dontMock('n8n-workflow');
	return loaded as LoadedPackage;
}
