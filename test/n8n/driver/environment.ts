import { existsSync } from 'node:fs';
import path from 'node:path';
import { CACHE_FOLDER } from './paths';

export type Environment = Record<string, string | undefined>;

// Of our own environment only what every program needs: no proxy between n8n and the simulator, and
// no setting of another n8n of this user.
const INHERITED = ['HOME', 'TMPDIR', 'TZ'];

interface Place {
	node: string;
	userFolder: string;
	port: number;
	brokerPort: number;
}

// It fetches a list of servers from the internet. Older n8n refuse to start with a module they lack.
const REGISTRY = 'mcp-registry';

const disabledModules = (node: string) =>
	existsSync(path.resolve(node, '../../../n8n/dist/modules', REGISTRY)) ? REGISTRY : undefined;

/** The settings of an n8n that stays on this machine and keeps quiet. */
export const environmentFor = ({ node, userFolder, port, brokerPort }: Place): Environment => ({
	...Object.fromEntries(INHERITED.map((name) => [name, process.env[name]])),
	// English, whatever language we speak.
	LANG: 'C.UTF-8',
	// n8n starts its task runner with whatever "node" is.
	PATH: [path.dirname(node), process.env.PATH].join(path.delimiter),
	NODE_COMPILE_CACHE: path.join(CACHE_FOLDER, 'compiled'),
	N8N_USER_FOLDER: userFolder,
	N8N_HOST: '127.0.0.1',
	N8N_LISTEN_ADDRESS: '127.0.0.1',
	N8N_PORT: String(port),
	N8N_RUNNERS_BROKER_PORT: String(brokerPort),
	// Login over plain http.
	N8N_SECURE_COOKIE: 'false',
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_DISABLED_MODULES: disabledModules(node),
});
