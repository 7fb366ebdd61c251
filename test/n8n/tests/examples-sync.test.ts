import { createRequire } from 'node:module';
import path from 'node:path';
import {
	ensureInstalled,
	itemsOf,
	N8N_FOLDER,
	withCredential,
	type Credential,
	type Workflow,
} from '../driver';
import { startPostgres, type Server } from '../queue/databases';
import { ensurePostgres } from '../queue/servers';
import { credentialData, CREDENTIAL_TYPE } from '../wecom';
import { dataTable, filledIn, readExample, runExample } from './examples-setup';
import { SET_UP_MS, startBoth, type Both } from './setup';

const DELEGATED = {
	name: 'delegated',
	agentId: 1000004,
	secret: 'delegated-secret',
	customerContact: true,
	kind: 'delegated' as const,
};
const SYNC = 'externalcontact/batch/get_by_user';
const MEMBERS = 130;

type Row = Record<string, unknown>;

interface Pg {
	Client: new (url: string) => {
		connect(): Promise<unknown>;
		query(sql: string): Promise<{ rows: Row[] }>;
		end(): Promise<unknown>;
	};
}

/** Where a recipe writes to, and how a test looks what is there. */
interface Store {
	fill(workflow: Workflow): Workflow;
	customers(): Promise<Row[]>;
	progress(): Promise<Row[]>;
}

describe('the nightly sync', () => {
	let both: Both;
	let postgres: Server;
	let database: Credential;

	beforeAll(async () => {
		await ensureInstalled((line) => void process.stderr.write(`${line}\n`));
		postgres = await startPostgres(ensurePostgres());
		both = await startBoth({ simulated: { apps: [DELEGATED], empty: true } });
		// A hundred members and thirty more, which WeCom gives in a page each.
		both.simulator.addManyCustomers({ members: MEMBERS, relationsPerMember: 1 });
		const { DB_POSTGRESDB_PORT: port, DB_POSTGRESDB_USER: user } = postgres.env;
		database = await both.n8n.createCredential('postgres', 'Postgres', {
			host: '127.0.0.1',
			port: Number(port),
			database: 'postgres',
			user,
			password: 'trusted',
			ssl: 'disable',
		});
	}, SET_UP_MS);
	afterEach(() => both?.simulator.faults.reset());
	afterAll(async () => {
		await both?.stop();
		await postgres?.stop();
	});

	const inDatabase = async (table: string) => {
		const { DB_POSTGRESDB_PORT: port, DB_POSTGRESDB_USER: user } = postgres.env;
		// n8n brings the client along.
		const { Client } = createRequire(path.join(N8N_FOLDER, 'package.json'))('pg') as Pg;
		const client = new Client(`postgres://${user}@127.0.0.1:${port}/postgres`);
		await client.connect();
		const { rows } = await client.query(`SELECT to_json(each) AS json FROM ${table} each`);
		await client.end();
		return rows.map(({ json }) => json as Row);
	};
	const inTable = async (name: string) => await (await dataTable(both, name)).rows();

	const stores: Record<string, Store> = {
		'nightly-sync': {
			fill: (workflow) => workflow,
			customers: async () => await inTable('WeCom customers'),
			progress: async () => await inTable('WeCom sync progress'),
		},
		'nightly-sync-postgres': {
			fill: (workflow) => withCredential(workflow, 'n8n-nodes-base.postgres', database),
			customers: async () => await inDatabase('wecom_customers'),
			progress: async () => await inDatabase('wecom_sync_progress'),
		},
	};

	describe.each(Object.keys(stores))('%s', (recipe) => {
		const { fill, customers, progress } = stores[recipe]!;

		/** Reads a page of a hundred relations in a round, and stores what it did. */
		const everyNight = async (credential = both.credential) => {
			const example = filledIn(fill(readExample(recipe)), {
				'Read Customers': {
					output: 'relation',
					options: { maxRelations: 100, resumeFrom: '={{ $json.resume_from }}' },
				},
			});
			const settings = { ...example.settings, saveDataSuccessExecution: 'all' };
			const workflow = { ...example, settings };
			return await runExample({ ...both, credential }, workflow, 'Every Night', 120);
		};
		const left = async () =>
			(await customers())
				.filter((row) => row.left_at !== null)
				.map(({ userid, external_userid }) => ({ userid, external_userid }));
		/** WeCom refuses this machine once it was asked so often. */
		const breaksAfter = async (calls: number) => {
			const { simulator } = both;
			await simulator.waitFor(() => simulator.requests(SYNC).length >= calls, 60_000);
			simulator.faults.untrustedIp('192.0.2.1');
		};

		it('writes every customer, also when the first night breaks off', async () => {
			const { simulator } = both;
			for (const relation of simulator.state.relations) relation.status = 'full';
			simulator.state.members.get('agent1')!.licensed = true;
			const { run } = await everyNight();

			simulator.resetJournal();
			const [first] = await Promise.all([run(), breaksAfter(1)]);
			expect(first.status).toBe('error');
			expect(first.resultData.runData['Read Customers']).toHaveLength(2);
			const saved = (await customers()).length;
			expect(saved).toBeGreaterThan(0);
			expect(saved).toBeLessThan(MEMBERS);

			simulator.faults.reset();
			simulator.resetJournal();
			const second = await run();
			expect(second.resultData.error).toBeUndefined();
			const rows = await customers();
			expect(rows).toHaveLength(MEMBERS);
			expect(rows[0]).toMatchObject({ state: expect.stringMatching(/^channel-/) as string });
			// It went on instead of beginning anew, and is done.
			expect(simulator.requests(SYNC)).toHaveLength(1);
			expect(await progress()).toMatchObject([{ job: 'customers', resume_from: '' }]);
			expect(await left()).toEqual([]);
			expect(itemsOf(second, 'Who Left')).toEqual([]);
		});

		it('marks who left when all were read, and nobody before or of a member who was left out', async () => {
			const { simulator } = both;
			const [gone, back] = simulator.state.relations.slice(2);
			const lost = [gone!, back!];
			for (const relation of lost) relation.status = 'deletedByMember';
			// Their customers are not read by an app of a provider.
			simulator.state.members.get('agent1')!.licensed = false;
			const delegated = await both.n8n.createCredential(CREDENTIAL_TYPE, 'Delegated', {
				...credentialData(simulator),
				corpSecret: DELEGATED.secret,
			});
			const { run } = await everyNight(delegated);

			simulator.resetJournal();
			const [broken] = await Promise.all([run(), breaksAfter(1)]);
			expect(broken.status).toBe('error');
			expect(await left()).toEqual([]);

			simulator.faults.reset();
			const complete = await run();
			expect(complete.resultData.error).toBeUndefined();
			const pairs = lost.map(({ userId, externalUserId }) => ({
				userid: userId,
				external_userid: externalUserId,
			}));
			expect(await left()).toEqual(expect.arrayContaining(pairs));
			expect(await left()).toHaveLength(2);
			expect(itemsOf(complete, 'Who Left')).toHaveLength(2);

			// Who comes back has not left, and who has left is told once.
			back!.status = 'full';
			const next = await run();
			expect(next.resultData.error).toBeUndefined();
			expect(await left()).toEqual([pairs[0]]);
			expect(itemsOf(next, 'Who Left')).toEqual([]);
			expect(itemsOf(next, 'Members Left Out').map(({ json }) => json)).toMatchObject([
				{ userid: 'agent1', failed: true },
			]);
		});
	});
});
