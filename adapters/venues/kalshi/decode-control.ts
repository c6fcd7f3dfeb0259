import type { KalshiFrame, RefusedFrame } from './frame.js';
import { isBody, isCount, shown, type Body } from './read-fields.js';

const count = (value: unknown): number | null => (isCount(value) ? value : null);

/** Decodes the answers to our commands (kalshi.md §13.3). */
export function decodeControl(
  frame: Body,
  type: 'subscribed' | 'ok' | 'unsubscribed' | 'error',
  refuse: (frame: Body, kind: RefusedFrame['kind'], reason: string) => RefusedFrame,
): KalshiFrame {
  const id = count(frame['id']);
  const seq = count(frame['seq']);
  const body = frame['msg'];
  switch (type) {
    case 'subscribed': {
      if (!isBody(body) || !isCount(body['sid'])) return refuse(frame, 'invalid', 'names no sid');
      const channel = body['channel'];
      if (typeof channel !== 'string') return refuse(frame, 'invalid', `has the channel ${shown(channel)}`);
      return { kind: 'subscribed', id, channel, sid: body['sid'] };
    }
    case 'ok':
      return { kind: 'ok', id, sid: count(frame['sid']), seq };
    case 'unsubscribed':
      return isCount(frame['sid'])
        ? { kind: 'unsubscribed', id, sid: frame['sid'], seq }
        : refuse(frame, 'invalid', `has the sid ${shown(frame['sid'])}`);
    case 'error': {
      if (!isBody(body) || !isCount(body['code'])) return refuse(frame, 'invalid', 'carries no code');
      const message = typeof body['msg'] === 'string' ? body['msg'] : '';
      return {
        kind: 'error',
        id,
        sid: count(frame['sid']) ?? count(body['sid']),
        seq,
        code: body['code'],
        message,
      };
    }
  }
}
