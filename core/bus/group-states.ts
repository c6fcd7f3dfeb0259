import type { Redis } from 'ioredis';
import { durableStreams } from './durable-streams.js';
import { pairs } from './stream-state.js';

/** Where one consumer group stands on one durable stream. */
export interface GroupState {
  readonly group: string;
  readonly stream: string;
  /**
   * Messages that it has not acknowledged, those in hand included; none of them can be trimmed. Null when Redis cannot
   * count them, after somebody removed entries by hand.
   */
  readonly messages: number | null;
  /** Ms since one of its consumers last asked for messages; null when it never had a consumer. */
  readonly idleMs: number | null;
}

/** Every consumer group of the durable streams under a prefix, by group and stream. */
export async function groupStates(redis: Redis, prefix: string): Promise<readonly GroupState[]> {
  const states = await Promise.all(durableStreams.map((stream) => groupsOn(redis, prefix, stream)));
  return states.flat().toSorted((a, b) => order(a.group, b.group) || order(a.stream, b.stream));
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

async function groupsOn(redis: Redis, prefix: string, stream: string): Promise<readonly GroupState[]> {
  const key = prefix + stream;
  let groups: unknown[][];
  try {
    groups = (await redis.xinfo('GROUPS', key)) as unknown[][];
  } catch (error) {
    if (error instanceof Error && error.message.includes('no such key')) return [];
    throw error;
  }
  return Promise.all(
    groups.map(pairs).map(async (fields) => {
      const group = fields['name'] as string;
      const [pending, lag] = [fields['pending'] as number, (fields['lag'] ?? null) as number | null];
      const consumers = ((await redis.xinfo('CONSUMERS', key, group)) as unknown[][]).map(pairs);
      const idle = consumers.map((consumer) => consumer['idle'] as number);
      return {
        group,
        stream,
        messages: lag === null ? null : pending + lag,
        idleMs: idle.length === 0 ? null : Math.min(...idle),
      };
    }),
  );
}
