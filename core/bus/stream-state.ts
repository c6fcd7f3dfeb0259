import type { Redis } from 'ioredis';

/** Where a Redis stream stands. */
export interface StreamState {
  readonly length: number;
  /** The newest id ever given, `0-0` for none. */
  readonly lastId: string;
  /** The oldest id that is kept, `0-0` for none. */
  readonly firstId: string;
  /** Entries ever added. */
  readonly added: number;
}

const missing: StreamState = { length: 0, lastId: '0-0', firstId: '0-0', added: 0 };

/** Reads the state of a stream in one step; a stream that does not exist is an empty one. */
export async function streamState(redis: Redis, key: string): Promise<StreamState> {
  let reply: unknown[];
  try {
    reply = (await redis.xinfo('STREAM', key)) as unknown[];
  } catch (error) {
    if (error instanceof Error && error.message.includes('no such key')) return missing;
    throw error;
  }
  const fields = pairs(reply);
  return {
    length: fields['length'] as number,
    lastId: fields['last-generated-id'] as string,
    firstId: fields['recorded-first-entry-id'] as string,
    added: fields['entries-added'] as number,
  };
}

/** A flat reply `[name, value, …]` as a record. */
export function pairs(reply: readonly unknown[]): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (let i = 0; i + 1 < reply.length; i += 2) fields[String(reply[i])] = reply[i + 1];
  return fields;
}

/** Order of two entry ids `<ms>-<sequence>`: negative when `a` is older. */
export function compareIds(a: string, b: string): number {
  const [aTime, aSequence] = a.split('-');
  const [bTime, bSequence] = b.split('-');
  return Number(aTime) - Number(bTime) || Number(aSequence) - Number(bSequence);
}
