import type { Reply } from '../errors';
import type { FormFile } from '../form';
import type { Fields, Values } from '../schema';
import type { App, AppKind } from '../types';
import type { World } from '../world';

/** One valid call: its parameters already fit the schema. */
export interface Call<Q, B> {
	world: World;
	/** Who calls; undefined where no token is needed. */
	app: App | undefined;
	query: Q;
	body: B;
	/** What was uploaded; there for endpoints that take a file. */
	file: FormFile | undefined;
	/** The Range header, if there is one. */
	range: string | undefined;
}

export type TokenKind = 'access' | 'suite' | 'none';

interface Definition<Q extends Fields, B extends Fields> {
	method: 'GET' | 'POST';
	/** Below /cgi-bin/ */
	path: string;
	query?: Q;
	body?: B;
	/** What the query must carry; an application's access token unless told. */
	token?: TokenKind;
	/** Takes a form with one file, called `media`, instead of JSON. */
	takesFile?: boolean;
	/** A success has neither `errcode` nor `errmsg`. */
	bare?: boolean;
	/** Takes and gives ids of both subjects, as they are. */
	convertsIds?: boolean;
	/** Which kinds of applications may call; all unless told. */
	callers?: readonly AppKind[];
	handle(call: Call<Values<Q>, Values<B>>): Reply;
}

export interface Endpoint {
	method: 'GET' | 'POST';
	path: string;
	query: Fields;
	body: Fields;
	token: TokenKind;
	bare: boolean;
	takesFile: boolean;
	convertsIds: boolean;
	callers: readonly AppKind[];
	handle(call: Call<Record<string, unknown>, Record<string, unknown>>): Reply;
}

const allKinds: readonly AppKind[] = ['selfBuilt', 'delegated', 'thirdParty'];

type NoFields = Record<never, never>;

/** An entry of the table. The handler's parameters get their types from the schema. */
export const endpoint = <const Q extends Fields = NoFields, const B extends Fields = NoFields>(
	definition: Definition<Q, B>,
): Endpoint =>
	({
		query: {},
		body: {},
		token: 'access',
		bare: false,
		takesFile: false,
		convertsIds: false,
		callers: allKinds,
		...definition,
	}) satisfies Partial<Endpoint> as Endpoint;
