import { startReceiver } from './examples-setup';

/** What the model says next: the tool it wants called, or its last words. */
export type Line = { tool: string; arguments: Record<string, unknown> } | { text: string };

interface Message {
	role: string;
	content: unknown;
}

interface Asked {
	messages: Message[];
	tools: Array<{ function: { name: string; description: string; parameters: unknown } }>;
}

const messageOf = (line: Line, turn: number) =>
	'text' in line
		? { role: 'assistant', content: line.text }
		: {
				role: 'assistant',
				content: null,
				tool_calls: [
					{
						id: `call_${turn}`,
						type: 'function',
						function: { name: line.tool, arguments: JSON.stringify(line.arguments) },
					},
				],
			};

/** A chat model with OpenAI's interface that says the lines it is given, one per question. */
export const startScriptedModel = async (script: Line[]) => {
	let turn = 0;
	const server = await startReceiver(() => {
		const line = script[turn] ?? { text: 'The script has no more lines.' };
		turn += 1;
		return {
			id: `chatcmpl-${turn}`,
			object: 'chat.completion',
			created: 1,
			model: 'scripted',
			choices: [
				{
					index: 0,
					message: messageOf(line, turn),
					finish_reason: 'text' in line ? 'stop' : 'tool_calls',
				},
			],
			usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
		};
	});
	return {
		url: server.url,
		/** What the model was asked: the conversation so far and the tools, once per line. */
		asked: server.bodies as Asked[],
		close: server.close,
	};
};

export type ScriptedModel = Awaited<ReturnType<typeof startScriptedModel>>;

/** What the tool answered, as the model got to read it. */
export const toolAnswers = ({ asked }: ScriptedModel) =>
	(asked.at(-1)?.messages ?? [])
		.filter(({ role }) => role === 'tool')
		.map(({ content }) => String(content));
