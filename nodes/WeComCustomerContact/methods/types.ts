import type { IDataObject, ILoadOptionsFunctions } from 'n8n-workflow';
import type { Tabular } from '../engine/types';
import type { PublishedList } from '../resources/shared/newestFirst';

/** What a picker needs of an operation to call it. */
export type Source = Pick<
	Tabular,
	'method' | 'endpoint' | 'doc' | 'access' | 'token' | 'records' | 'paging'
>;

/** A list to choose from in n8n's editor. */
export interface Picker {
	/** The operation that lists. Its records are where its `paging` says, else its `output`. */
	list: Source;
	/** Whether a list that comes at once is kept for some minutes: it changes rarely, and is opened in field after field. */
	keeps?: true;
	/** What the list is asked for besides its page. */
	ask?: IDataObject;
	/** Asked instead when the list is refused with one of these codes. */
	instead?: { codes: readonly number[]; list: Source };
	/** What was published lately, newest first: how far back (seconds), and what is asked for, if it is several lists. */
	lately?: { list: PublishedList; reach: number; kinds?: IDataObject[] };
	/** Reads the rest of an entry where the list has IDs only, and the codes that say that it was deleted meanwhile. */
	details?: { from: Source; gone: readonly number[] };
	/** Makes entries of the records of a page where they are not the same. */
	entries?: (records: IDataObject[]) => IDataObject[];
	/** Adds to the entries of a page what another API knows of them; the notice then ends the list. */
	complete?: (
		context: ILoadOptionsFunctions,
		entries: IDataObject[],
	) => Promise<{ entries: IDataObject[]; notice?: string }>;
	/** Name of the ID in an entry, and in the request for its details. */
	id: string;
	/** What the editor shows of an entry; empty words are left out, and without any the ID is shown. */
	label: (entry: IDataObject, day: (time: unknown) => string) => unknown[];
}
