// Loaded into each n8n (node --import): its calls tell WeCom which process made them, as User-Agent.
import { subscribe } from 'node:diagnostics_channel';

subscribe('http.client.request.created', ({ request }) => {
	if (!request.headersSent) request.setHeader('User-Agent', `n8n-${process.pid}`);
});
