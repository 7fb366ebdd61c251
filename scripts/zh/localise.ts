/** Answers the Chinese text for an English one. */
export type Translate = (english: string, path: string) => string;

const TEXTS = new Set([
	'displayName',
	'description',
	'placeholder',
	'hint',
	'action',
	'multipleValueButtonText',
	'eventTriggerDescription',
	'activationMessage',
	// Of a trigger's panel.
	'header',
	'active',
	'inactive',
	'activationHint',
	'documentationUrl',
	'url',
]);

/** Expressions that show texts among their code. */
const EXPRESSIONS = new Set(['subtitle', 'outputs']);

/** Values and conditions: never shown as they are, and workflows depend on them. */
const SKIPPED = new Set(['default', 'displayOptions', 'webhooks', 'credentials', 'test']);

const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null;

/** An option's name is what the user reads; a parameter's name is what workflows store. */
const isOption = (entry: Record<string, unknown>) => 'value' in entry && !('type' in entry);

/** The quoted parts of an expression that are words for people: code has no blank or capital first. */
const translateExpression = (expression: string, translate: Translate, path: string) =>
	expression.replace(/"((?:[^"\\]|\\.)*)"/g, (quoted, text: string) =>
		/^[A-Z]|[a-z] | [a-z]/.test(text) ? JSON.stringify(translate(text, path)) : quoted,
	);

/** A copy of a node's or credential's description in which only the texts are others. */
export function localise<T>(value: T, translate: Translate, path = ''): T {
	if (Array.isArray(value)) {
		return value.map((entry: unknown, index) =>
			localise(entry, translate, `${path}[${index}]`),
		) as T;
	}
	if (!isRecord(value)) return value;
	const entries = Object.entries(value).map(([key, part]) => {
		const here = path === '' ? key : `${path}.${key}`;
		if (SKIPPED.has(key)) return [key, part];
		if (typeof part !== 'string') {
			const isDefaults = key === 'defaults' && isRecord(part) && typeof part.name === 'string';
			return [
				key,
				isDefaults
					? { ...part, name: translate(String(part.name), `${here}.name`) }
					: localise(part, translate, here),
			];
		}
		if (EXPRESSIONS.has(key)) return [key, translateExpression(part, translate, here)];
		const isText = TEXTS.has(key) || (key === 'name' && isOption(value));
		const isShown = isText && part !== '' && !part.startsWith('=');
		return [key, isShown ? translate(part, here) : part];
	});
	return Object.fromEntries(entries) as T;
}
