import { isBody, isCount, readTime, type Body } from '../kalshi/read-fields.js';

/** What one recorded line holds once the recorder's envelope is off. */
export type Unwrapped =
  | { readonly kind: 'frame'; readonly frame: unknown; readonly receivedAt: number | null }
  /** The recorder's own note. `connected`: a new connection starts here and with it new sequences. */
  | { readonly kind: 'note'; readonly type: string; readonly connected: boolean }
  | { readonly kind: 'malformed'; readonly reason: string };

/**
 * Takes the envelopes of known recorders off. Bare frames pass as they are. One instance a recording, because the
 * envelope with `payload_json` leaves the sid to the `ws_subscribed` line before it.
 */
export class Unwrapper {
  readonly #sids = new Map<string, number>();
  #nextSid = 1_000_001;

  unwrap(text: string): Unwrapped {
    // Polymarket's keep-alive answers are plain text.
    if (text.trim() === 'PONG') return { kind: 'frame', frame: 'PONG', receivedAt: null };
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      return { kind: 'malformed', reason: 'the line is not JSON' };
    }
    if (!isBody(value)) return { kind: 'frame', frame: value, receivedAt: null };
    if ('event' in value && 'recv_ms' in value) {
      return {
        kind: 'frame',
        frame: value['event'],
        receivedAt: isCount(value['recv_ms']) ? value['recv_ms'] : null,
      };
    }
    if ('payload_json' in value && typeof value['event_type'] === 'string')
      return this.#passiveRecorder(value, value['event_type']);
    return { kind: 'frame', frame: value, receivedAt: null };
  }

  #passiveRecorder(line: Body, type: string): Unwrapped {
    const receivedAt = receivedAtOf(line);
    let payload = line['payload_json'];
    if (typeof payload === 'string') {
      try {
        payload = JSON.parse(payload);
      } catch {
        return { kind: 'malformed', reason: 'payload_json is a text that is not JSON' };
      }
    }
    if (!isBody(payload)) return { kind: 'malformed', reason: 'payload_json is not an object' };
    if (type === 'ws_connected') this.#sids.clear();
    if (type === 'ws_subscribed') {
      const body = payload['msg'];
      if (isBody(body) && typeof body['channel'] === 'string' && isCount(body['sid']))
        this.#sids.set(body['channel'], body['sid']);
      return { kind: 'frame', frame: payload, receivedAt };
    }
    // A whole frame inside needs nothing from the envelope.
    if (typeof payload['type'] === 'string' && isBody(payload['msg']))
      return { kind: 'frame', frame: payload, receivedAt };
    if (line['channel'] === 'control') return { kind: 'note', type, connected: type === 'ws_connected' };
    const sid = this.#sidOf(typeof line['channel'] === 'string' ? line['channel'] : type);
    const seq = line['sequence_number'];
    const frame = isCount(seq) ? { type, sid, seq, msg: payload } : { type, sid, msg: payload };
    return { kind: 'frame', frame, receivedAt };
  }

  #sidOf(channel: string): number {
    let sid = this.#sids.get(channel);
    if (sid === undefined) {
      sid = this.#nextSid++;
      this.#sids.set(channel, sid);
    }
    return sid;
  }
}

function receivedAtOf(line: Body): number | null {
  const nanoseconds = line['local_recv_ns'];
  if (typeof nanoseconds === 'number' && nanoseconds > 0) return Math.floor(nanoseconds / 1_000_000);
  return readTime(line['recv_ms'], line['local_recv_ts']);
}
