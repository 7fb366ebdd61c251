import { createRequire } from 'node:module';
import path from 'node:path';
import { N8N_FOLDER, type Credential, type StoredWorkflow } from '../n8n/driver';
import type { Environment } from '../n8n/driver/environment';
import { ENCRYPTION_KEY } from '../n8n/queue/process';

// What n8n's own API does not tell, from its database.

interface Client {
	connect(): Promise<void>;
	query<Row>(text: string, values?: unknown[]): Promise<{ rows: Row[] }>;
	end(): Promise<void>;
}

/** Keeps what each write made of a row, and when; a table of its own, as n8n keeps none. */
const NOTE_WRITES = `
	CREATE TABLE soak_writes (at timestamptz DEFAULT clock_timestamp(), id text, data text);
	CREATE FUNCTION soak_note() RETURNS trigger LANGUAGE plpgsql AS $$
	BEGIN
		INSERT INTO soak_writes (id, data) VALUES (NEW.id, NEW.data);
		RETURN NULL;
	END $$;
	CREATE TRIGGER soak_note AFTER UPDATE ON credentials_entity
		FOR EACH ROW EXECUTE FUNCTION soak_note();
	INSERT INTO soak_writes (id, data) SELECT id, data FROM credentials_entity`;

/** The database of an n8n, as its processes are told of it. */
export const openDatabase = async (env: Environment) => {
	// n8n brings both along.
	const require = createRequire(path.join(N8N_FOLDER, 'package.json'));
	const { Client } = require('pg') as { Client: new (options: object) => Client };
	const { CipherAes256CBC } = require(
		path.join(N8N_FOLDER, 'node_modules/n8n-core/dist/encryption/aes-256-cbc.js'),
	) as { CipherAes256CBC: new () => { decrypt(data: string, key: string): string } };
	const cipher = new CipherAes256CBC();

	const client = new Client({
		host: env.DB_POSTGRESDB_HOST,
		port: Number(env.DB_POSTGRESDB_PORT),
		database: env.DB_POSTGRESDB_DATABASE,
		user: env.DB_POSTGRESDB_USER,
		password: env.DB_POSTGRESDB_PASSWORD,
	});
	await client.connect();
	await client.query(NOTE_WRITES);

	return {
		/** What the credential has held until now, from when the database was opened: its secret after each write. */
		secretsOf: async ({ id }: Credential) => {
			const { rows } = await client.query<{ at: Date; data: string }>(
				'SELECT at, data FROM soak_writes WHERE id = $1 ORDER BY at',
				[id],
			);
			return rows.map(({ at, data }) => {
				const { corpSecret } = JSON.parse(cipher.decrypt(data, ENCRYPTION_KEY)) as {
					corpSecret: string;
				};
				return { at: at.getTime(), secret: corpSecret };
			});
		},

		/** All executions of a workflow: n8n's list leaves out old ones that were never begun. */
		executionIdsOf: async ({ id }: StoredWorkflow) => {
			const { rows } = await client.query<{ id: number }>(
				'SELECT id FROM execution_entity WHERE "workflowId" = $1 ORDER BY id',
				[id],
			);
			return rows.map((row) => String(row.id));
		},

		close: () => client.end(),
	};
};
