import type { Redis } from 'ioredis';
import type { ParkedMessage } from './bus-options.js';
import { pairs } from './stream-state.js';

/*
 * `dead.{stream}` holds what a group could not handle. Fields of an entry: group, reason, error, attempts, and text,
 * the message as it was found on the stream.
 */

/** Parked messages kept for each stream, about; older ones are dropped. */
export const MAX_PARKED = 10_000;

export function deadKeyOf(prefix: string, stream: string): string {
  return `${prefix}dead.${stream}`;
}

export function parkedFields(message: ParkedMessage): string[] {
  const { group, reason, error, attempts, text } = message;
  return ['group', group, 'reason', reason, 'error', error, 'attempts', String(attempts), 'text', text];
}

/** What lies on `dead.{stream}`, oldest first. */
export async function readParked(redis: Redis, prefix: string, stream: string): Promise<ParkedMessage[]> {
  const entries = await redis.xrange(deadKeyOf(prefix, stream), '-', '+');
  return entries.map(([, flat]) => {
    const fields = pairs(flat) as Record<string, string>;
    return {
      stream,
      group: fields['group'] ?? '',
      reason: fields['reason'] === 'invalid' ? 'invalid' : 'failed',
      error: fields['error'] ?? '',
      attempts: Number(fields['attempts'] ?? 0),
      text: fields['text'] ?? '',
    };
  });
}
