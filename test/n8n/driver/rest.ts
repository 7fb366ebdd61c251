/** The account that every throw-away n8n is set up with. */
export const OWNER = {
	email: 'demo@example.com',
	password: 'Welcome-2-n8n',
	firstName: 'Demo',
	lastName: 'Owner',
};

/** Asks n8n's REST API, as the editor does, and returns what its answer holds under `data`. */
export type Rest = <T>(method: string, path: string, body?: unknown) => Promise<T>;

const send = (url: string, method: string, body: unknown, cookie: string) =>
	fetch(url, {
		method,
		headers: { cookie, 'content-type': 'application/json' },
		...(body === undefined ? {} : { body: JSON.stringify(body) }),
	});

const answerOf = async (response: Response, what: string) => {
	const text = await response.text();
	if (!response.ok) throw new Error(`n8n answered ${response.status} to ${what}: ${text}`);
	const answer = JSON.parse(text) as { data?: unknown };
	return answer.data ?? answer;
};

const open = async (baseUrl: string, path: string, body: unknown): Promise<Rest> => {
	const entrance = await send(`${baseUrl}${path}`, 'POST', body, '');
	await answerOf(entrance, path);
	const cookie = entrance.headers
		.getSetCookie()
		.map((value) => value.split(';')[0])
		.join('; ');
	return async <T>(method: string, path: string, body?: unknown) =>
		(await answerOf(
			await send(`${baseUrl}${path}`, method, body, cookie),
			`${method} ${path}`,
		)) as T;
};

/** Makes the owner of an n8n that has none yet. */
export const setUpOwner = (baseUrl: string) => open(baseUrl, '/rest/owner/setup', OWNER);

/** Logs in as the owner. */
export const login = (baseUrl: string) =>
	open(baseUrl, '/rest/login', { emailOrLdapLoginId: OWNER.email, password: OWNER.password });
