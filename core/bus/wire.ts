import { messageOf } from '../errors/coded-error.js';
import type { ChannelDefinition } from './channel.js';
import type { Envelope } from './envelope.js';

/*
 * Wire form of a message: one JSON array,
 *
 *   [version, id, publishTime, eventTime, source, trace | 0, cause | 0, payload]
 *
 * where trace 0 means "its own id" and cause 0 "none". In Redis it is the value of an entry's only field; the field's
 * name is the conflation key (`_` on feed and durable channels), so a lagging follower drops what is superseded unread.
 */

/** Compact JSON of an envelope. @throws TypeError when the payload is no JSON value */
export function encodeEnvelope(envelope: Envelope<unknown>): string {
  const { id, trace, cause } = envelope;
  return (
    `[${envelope.version},${JSON.stringify(id)},${envelope.publishTime},${envelope.eventTime},` +
    `${JSON.stringify(envelope.source)},${trace === id ? '0' : JSON.stringify(trace)},` +
    `${cause === null ? '0' : JSON.stringify(cause)},${JSON.stringify(envelope.payload)}]`
  );
}

/** The envelope in a wire text, or the reason why it must not reach a handler. */
export function decodeEnvelope<T>(text: string, definition: ChannelDefinition<T>): Envelope<T> | string {
  let fields: unknown;
  try {
    fields = JSON.parse(text);
  } catch (error) {
    return `is not JSON: ${messageOf(error)}`;
  }
  if (!Array.isArray(fields) || fields.length !== 8) return 'is no envelope: not an array of 8';
  const [version, id, publishTime, eventTime, source, trace, cause, payload] = fields as unknown[];
  if (version !== definition.version) return `has version ${String(version)}, this reader knows ${definition.version}`;
  if (
    typeof id !== 'string' ||
    id === '' ||
    typeof publishTime !== 'number' ||
    typeof eventTime !== 'number' ||
    typeof source !== 'string' ||
    (trace !== 0 && typeof trace !== 'string') ||
    (cause !== 0 && typeof cause !== 'string')
  ) {
    return 'is no envelope: a field has the wrong type';
  }
  const problem = definition.problem(payload);
  if (problem !== null) return `has a payload that ${definition.name} refuses: ${problem}`;
  return {
    id,
    version,
    publishTime,
    eventTime,
    source,
    trace: trace === 0 ? id : trace,
    cause: cause === 0 ? null : cause,
    payload: payload as T,
  };
}
