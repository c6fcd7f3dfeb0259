import type { Envelope } from '../bus/envelope.js';

/** The envelope of a recorded message, its payload unchecked; null when the text is none. Its form: core/bus/wire.ts. */
export function parsedEnvelope(text: string): Envelope<unknown> | null {
  let fields: unknown;
  try {
    fields = JSON.parse(text);
  } catch {
    return null;
  }
  if (!Array.isArray(fields) || fields.length !== 8) return null;
  const [version, id, publishTime, eventTime, source, trace, cause, payload] = fields as unknown[];
  if (typeof id !== 'string' || typeof publishTime !== 'number' || typeof eventTime !== 'number') return null;
  return {
    id,
    version: Number(version),
    eventTime,
    publishTime,
    source: String(source),
    trace: trace === 0 ? id : String(trace),
    cause: cause === 0 ? null : String(cause),
    payload,
  };
}
