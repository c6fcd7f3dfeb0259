import { isBody, readBody, readMs, readPrice, shown, type Body } from '../../transport/read-fields.js';
import type { PolyboltChannel, PolyboltFrame } from './polybolt-frame.js';

const refused = (reason: string): PolyboltFrame => ({ kind: 'refused', reason });

const text = (value: unknown): string | null => (typeof value === 'string' ? value.slice(0, 100) : null);

const CHANNELS: readonly string[] = ['price.crypto', 'price.crypto.twap'] satisfies PolyboltChannel[];

/**
 * Decodes a frame of PolyBolt. Never throws: what cannot be right is refused with a reason.
 * @see https://docs.polymarket.com/api-reference/wss/polybolt
 */
export function decodePolybolt(input: string): PolyboltFrame {
  const frame = readBody(input);
  if (typeof frame === 'string') return refused(`the frame ${frame}`);
  const { op } = frame;
  if (op === undefined) return decodePrices(frame);
  switch (op) {
    case 'authed':
      return { kind: 'authed' };
    case 'subscribed': {
      const channel = text(frame['channel']);
      if (channel === null) return refused(`subscribed has the channel ${shown(frame['channel'])}`);
      return { kind: 'subscribed', channel, rid: text(frame['rid']) };
    }
    case 'error': {
      const code = text(frame['code']);
      if (code === null) return refused(`error has the code ${shown(frame['code'])}`);
      return { kind: 'error', code, channel: text(frame['channel']), rid: text(frame['rid']) };
    }
    default:
      return typeof op === 'string' ? { kind: 'passed', type: op } : refused(`the frame has the op ${shown(op)}`);
  }
}

function decodePrices(frame: Body): PolyboltFrame {
  const channel = frame['channel'];
  if (typeof channel !== 'string') return refused(`the frame has the channel ${shown(channel)}`);
  if (!CHANNELS.includes(channel)) return { kind: 'passed', type: channel };
  if (frame['v'] !== undefined && frame['v'] !== 1) return refused(`${channel} has the version ${shown(frame['v'])}`);
  const payload = frame['payload'];
  if (!isBody(payload)) return refused(`${channel} has the payload ${shown(payload)}`);
  const pair = payload['symbol'];
  if (typeof pair !== 'string' || !/^[a-z0-9]{4,15}$/.test(pair))
    return refused(`${channel} has the symbol ${shown(pair)}`);
  const vendor = payload['source'];
  if (typeof vendor !== 'string' || !/^[a-z0-9_-]{1,30}$/.test(vendor))
    return refused(`${channel} of ${pair} has the source ${shown(vendor)}`);
  const averaged = channel === 'price.crypto.twap';
  const seconds = payload['window_seconds'];
  if (averaged && seconds !== 60) return refused(`${channel} of ${pair} has the window_seconds ${shown(seconds)}`);
  const snapshot = frame['snapshot'] === true;
  const entries = snapshot ? payload['data'] : [payload];
  if (!Array.isArray(entries)) return refused(`the snapshot of ${pair} on ${channel} has the data ${shown(entries)}`);
  const read = entries.map(readPrint);
  const problems = read.filter((print) => typeof print === 'string').map((why) => `${channel} of ${pair} ${why}`);
  if (!snapshot && problems.length > 0) return refused(problems[0] ?? '');
  return {
    kind: 'prices',
    channel: channel as PolyboltChannel,
    seq: Number.isSafeInteger(frame['seq']) ? (frame['seq'] as number) : null,
    dropped: Number.isSafeInteger(frame['dropped']) ? Math.max(0, frame['dropped'] as number) : 0,
    snapshot,
    pair,
    vendor,
    windowMs: averaged ? 60_000 : null,
    prints: read.filter((print) => typeof print !== 'string').toSorted((a, b) => a.time - b.time),
    problems,
  };
}

/** One print; the text is exact, the number beside it is not, and on the old feed the text was an E18 integer. */
function readPrint(entry: unknown): { price: number; time: number } | string {
  if (!isBody(entry)) return `holds ${shown(entry)}`;
  const price = readPrice(entry['full_accuracy_value']);
  if (Number.isNaN(price)) return `has the full_accuracy_value ${shown(entry['full_accuracy_value'])}`;
  const time = readMs(entry['timestamp']);
  return Number.isNaN(time) ? `has the timestamp ${shown(entry['timestamp'])}` : { price, time };
}
