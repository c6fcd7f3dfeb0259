/** Where a feed tells what it does, for the logs; the agent binds it to its logger. */
export type FeedLog = (level: 'info' | 'warn', message: string, data?: Readonly<Record<string, unknown>>) => void;

export const silentLog: FeedLog = () => {};
