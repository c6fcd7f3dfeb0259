import { isBody, readBody, readMs, readPrice, shown, type Body } from '../../transport/read-fields.js';
import type { CfFrame, RelayedAverage } from './cf-frame.js';

const refused = (reason: string): CfFrame => ({ kind: 'refused', reason });

const count = (value: unknown): number | null =>
  Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : null;

const WINDOW_MS = 60_000;
const QUARTER_MS = 900_000;

/**
 * Decodes a frame of the socket that relays CF Benchmarks. Never throws: what cannot be right is refused with a reason.
 * @see https://docs.kalshi.com/websockets/cfbenchmarks-value
 */
export function decodeCf(text: string): CfFrame {
  const frame = readBody(text);
  if (typeof frame === 'string') return refused(`the frame ${frame}`);
  const type = frame['type'];
  switch (type) {
    case 'cfbenchmarks_value':
    case 'cfbenchmarks_value_5hz':
      return decodeValue(frame, type);
    case 'subscribed': {
      // The documentation shows a bare sid here, other channels nest it.
      const body = isBody(frame['msg']) ? frame['msg'] : frame;
      const sid = count(body['sid']);
      if (sid === null) return refused(`subscribed has the sid ${shown(body['sid'])}`);
      return { kind: 'subscribed', sid, channel: typeof body['channel'] === 'string' ? body['channel'] : null };
    }
    case 'error': {
      const body = isBody(frame['msg']) ? frame['msg'] : frame;
      const message = typeof body['msg'] === 'string' ? body['msg'].slice(0, 200) : '';
      return { kind: 'error', code: count(body['code']), message };
    }
    default:
      return typeof type === 'string' ? { kind: 'passed', type } : refused(`the frame has the type ${shown(type)}`);
  }
}

function decodeValue(frame: Body, channel: 'cfbenchmarks_value' | 'cfbenchmarks_value_5hz'): CfFrame {
  const body = frame['msg'];
  if (!isBody(body)) return refused(`${channel} has the msg ${shown(body)}`);
  const indexId = body['index_id'];
  if (typeof indexId !== 'string' || indexId === '') return refused(`${channel} has the index_id ${shown(indexId)}`);
  const name = `${channel} of ${indexId.slice(0, 30)}`;
  // The message of CF Benchmarks itself, passed on as a text.
  const data = typeof body['data'] === 'string' ? readBody(body['data']) : `is ${shown(body['data'])}, no text`;
  if (typeof data === 'string') return refused(`the data of ${name} ${data}`);
  if (data['id'] !== undefined && data['id'] !== indexId)
    return refused(`${name} carries data of ${shown(data['id'])}`);
  const price = readPrice(data['value']);
  if (Number.isNaN(price)) return refused(`${name} has the value ${shown(data['value'])}`);
  const time = readMs(data['time']);
  if (Number.isNaN(time)) return refused(`${name} has the time ${shown(data['time'])}`);
  const rolling = readAverage(body['avg_60s_data']);
  if (typeof rolling === 'string') return refused(`avg_60s_data of ${name} ${rolling}`);
  const settling = readAverage(body['last_60s_windowed_average_15min']);
  if (typeof settling === 'string') return refused(`last_60s_windowed_average_15min of ${name} ${settling}`);
  const window = settling && settlingWindow(settling, time);
  if (typeof window === 'string') return refused(`last_60s_windowed_average_15min of ${name} ${window}`);
  const relayedAt = readMs(body['received_at']);
  return {
    kind: 'value',
    channel,
    sid: count(frame['sid']),
    seq: count(frame['seq']),
    indexId,
    price,
    time,
    relayedAt: Number.isNaN(relayedAt) ? null : relayedAt,
    rolling,
    settling: window,
  };
}

/** An average, null where there is none, or a sentence that says what is wrong with it. */
function readAverage(value: unknown): RelayedAverage | string | null {
  if (value === undefined || value === null) return null;
  if (!isBody(value)) return `is ${shown(value)}`;
  const price = readPrice(value['value']);
  if (Number.isNaN(price)) return `has the value ${shown(value['value'])}`;
  const samples = count(value['window_size']);
  if (samples === null || samples < 1 || samples > 60) return `has the window_size ${shown(value['window_size'])}`;
  const from = readMs(value['window_start_ts_ms']);
  const to = readMs(value['window_end_ts_exclusive']);
  if (!(from < to) || to - from > 2 * WINDOW_MS)
    return `runs from ${shown(value['window_start_ts_ms'])} to ${shown(value['window_end_ts_exclusive'])}`;
  return { price, samples, from, to };
}

/**
 * The minute that a settling average is of: the one before the quarter hour which `time` is in or ends. Its first tick
 * is left out and the closing one is in, so that the bounds on the wire are a tick off; the minute itself is told.
 */
function settlingWindow(average: RelayedAverage, time: number): RelayedAverage | string {
  const to = Math.ceil(time / QUARTER_MS) * QUARTER_MS;
  if (time <= to - WINDOW_MS)
    return `comes outside the last minute of a quarter hour, at ${new Date(time).toISOString()}`;
  if (average.from < to - WINDOW_MS - 1_000 || average.to > to + 1_000) return 'is of another minute than its tick';
  return { ...average, from: to - WINDOW_MS, to };
}
