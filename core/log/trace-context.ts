import { AsyncLocalStorage } from 'node:async_hooks';

const traces = new AsyncLocalStorage<string>();

/** Runs what handles a message under its trace id, so that every log line on the way names it. */
export const withTrace = <T>(trace: string, work: () => T): T => traces.run(trace, work);

/** The trace of the message that is being handled; undefined outside of any. */
export const currentTrace = (): string | undefined => traces.getStore();
