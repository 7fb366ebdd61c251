import { fail, type Reply } from './errors';

/**
 * A small language for what an endpoint takes: plain data, checked in one place. Whatever a schema
 * does not name is refused.
 */
export type Spec = StringSpec | IntSpec | BoolSpec | ArraySpec | ObjectSpec | VariantSpec;
export type Fields = { readonly [name: string]: Spec };

interface Common {
	/** Must be there and not empty. */
	readonly required?: boolean;
	/** The errcode if it is missing; 40058 unless told. */
	readonly missing?: number;
	/** The errcode if it is wrong in any other way; 40058 unless told. */
	readonly invalid?: number;
}
interface StringSpec extends Common {
	readonly kind: 'string';
	readonly maxChars?: number;
	readonly maxBytes?: number;
	readonly pattern?: RegExp;
}
interface IntSpec extends Common {
	readonly kind: 'int';
	readonly min?: number;
	readonly max?: number;
	/** Stands for a number that was not given. */
	readonly fallback?: number;
	/** What happens to a number above `max`; refused unless told. */
	readonly over?: 'clamp' | 'fallback';
}
interface BoolSpec extends Common {
	readonly kind: 'bool';
}
interface ArraySpec extends Common {
	readonly kind: 'array';
	readonly of: Spec;
	readonly max?: number;
	/** The errcode if there are more than `max`. */
	readonly tooMany?: number;
}
interface ObjectSpec extends Common {
	readonly kind: 'object';
	readonly fields: Fields;
}
/** `{msgtype: 'image', image: {…}}`: the field `by` names the one other field. */
interface VariantSpec extends Common {
	readonly kind: 'variant';
	readonly by: string;
	readonly of: { readonly [name: string]: Fields };
}

type Options<S extends Spec> = Omit<S, 'kind' | 'of' | 'fields' | 'by'>;
type Nothing = Record<never, never>;

export const string = <const O extends Options<StringSpec> = Nothing>(options?: O) =>
	({ kind: 'string', ...options }) as { kind: 'string' } & O;
export const int = <const O extends Options<IntSpec> = Nothing>(options?: O) =>
	({ kind: 'int', ...options }) as { kind: 'int' } & O;
export const bool = <const O extends Options<BoolSpec> = Nothing>(options?: O) =>
	({ kind: 'bool', ...options }) as { kind: 'bool' } & O;
export const array = <E extends Spec, const O extends Options<ArraySpec> = Nothing>(
	of: E,
	options?: O,
) => ({ kind: 'array', of, ...options }) as { kind: 'array'; of: E } & O;
export const object = <F extends Fields, const O extends Options<ObjectSpec> = Nothing>(
	fields: F,
	options?: O,
) => ({ kind: 'object', fields, ...options }) as { kind: 'object'; fields: F } & O;
export const variant = <
	const B extends string,
	V extends { [name: string]: Fields },
	const O extends Options<VariantSpec> = Nothing,
>(
	by: B,
	of: V,
	options?: O,
) => ({ kind: 'variant', by, of, ...options }) as { kind: 'variant'; by: B; of: V } & O;

/** The TypeScript type of what a schema lets through. */
export type Value<S> = S extends { kind: 'string' }
	? string
	: S extends { kind: 'int' }
		? number
		: S extends { kind: 'bool' }
			? boolean
			: S extends { kind: 'array'; of: infer E }
				? Value<E>[]
				: S extends { kind: 'object'; fields: infer F }
					? Values<F>
					: S extends { kind: 'variant'; by: infer B extends string; of: infer V }
						? { [K in keyof V]: { [P in B]: K } & { [P in K]: Values<V[K]> } }[keyof V]
						: never;
type Certain = { readonly required: true } | { readonly fallback: number };
export type Values<F> = { [K in keyof F as F[K] extends Certain ? K : never]: Value<F[K]> } & {
	[K in keyof F as F[K] extends Certain ? never : K]?: Value<F[K]>;
};

interface Problem {
	errcode: number;
	text: string;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const isEmpty = (value: unknown) =>
	value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

const problemsOfFields = (fields: Fields, value: unknown, path: string): Problem[] => {
	if (!isRecord(value)) return [{ errcode: 40058, text: `${path || 'body'} must be an object` }];
	const at = (name: string) => (path ? `${path}.${name}` : name);
	const unknown = Object.keys(value).filter((name) => !Object.hasOwn(fields, name));
	return [
		...unknown.map((name) => ({ errcode: 40058, text: `unknown field ${at(name)}` })),
		...Object.entries(fields).flatMap(([name, spec]) => problems(spec, value[name], at(name))),
	];
};

const problems = (spec: Spec, value: unknown, path: string): Problem[] => {
	const wrong = (text: string, errcode = spec.invalid ?? 40058) => [
		{ errcode, text: `${path} ${text}` },
	];
	if (spec.required && isEmpty(value)) return wrong('is required', spec.missing ?? 40058);
	if (value === undefined) return [];
	switch (spec.kind) {
		case 'string':
			if (typeof value !== 'string') return wrong('must be a string');
			if (spec.maxChars !== undefined && [...value].length > spec.maxChars)
				return wrong(`is longer than ${spec.maxChars} characters`);
			if (spec.maxBytes !== undefined && Buffer.byteLength(value) > spec.maxBytes)
				return wrong(`is longer than ${spec.maxBytes} bytes`);
			return spec.pattern && value !== '' && !spec.pattern.test(value) ? wrong('is malformed') : [];
		case 'int':
			if (!Number.isSafeInteger(value)) return wrong('must be an integer');
			if (spec.min !== undefined && Number(value) < spec.min)
				return wrong(`is less than ${spec.min}`);
			return spec.max !== undefined && !spec.over && Number(value) > spec.max
				? wrong(`is more than ${spec.max}`)
				: [];
		case 'bool':
			return typeof value === 'boolean' ? [] : wrong('must be a boolean');
		case 'array':
			if (!Array.isArray(value)) return wrong('must be an array');
			if (spec.max !== undefined && value.length > spec.max)
				return wrong(`has more than ${spec.max} items`, spec.tooMany);
			return value.flatMap((item, index) => problems(spec.of, item, `${path}[${index}]`));
		case 'object':
			return problemsOfFields(spec.fields, value, path);
		case 'variant': {
			const kind = isRecord(value) ? value[spec.by] : undefined;
			const fields = typeof kind === 'string' ? own(spec.of, kind) : undefined;
			if (!fields || typeof kind !== 'string') return wrong(`has no known ${spec.by}`);
			const chosen = { [spec.by]: string({ required: true }), [kind]: object(fields, required) };
			return problemsOfFields(chosen, value, path);
		}
	}
};

const required = { required: true } as const;
const own = <T>(table: { readonly [name: string]: T }, name: string): T | undefined =>
	Object.hasOwn(table, name) ? table[name] : undefined;

/** Refuses a value that does not fit, naming the first field that is wrong. */
export const refuse = (fields: Fields, value: unknown): Reply | undefined => {
	const [first] = problemsOfFields(fields, value, '');
	return first && fail(first.errcode, first.text);
};

/** Fills in what was not given and corrects page sizes the way WeCom does. */
export const complete = (fields: Fields, value: Record<string, unknown>) => {
	const numbers = Object.entries(fields).flatMap(([name, spec]) => {
		if (spec.kind !== 'int' || spec.fallback === undefined) return [];
		const given = value[name];
		const tooBig = typeof given === 'number' && spec.max !== undefined && given > spec.max;
		if (tooBig) return [[name, spec.over === 'clamp' ? spec.max : spec.fallback]];
		return [[name, given ?? spec.fallback]];
	});
	return { ...value, ...Object.fromEntries(numbers) };
};

/** Query values are texts: turns those that should be integers into integers. */
export const readQuery = (fields: Fields, query: Record<string, string>) =>
	Object.fromEntries(
		Object.entries(query).map(([name, text]) => {
			const isNumber = own(fields, name)?.kind === 'int' && /^-?\d+$/.test(text);
			return [name, isNumber ? Number(text) : text];
		}),
	);
