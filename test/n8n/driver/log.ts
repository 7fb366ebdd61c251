/** Where a long step tells how it goes, one line each time. */
export type Log = (line: string) => void;

export const silent: Log = () => undefined;
