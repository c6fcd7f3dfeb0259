import { isBody, readBody, readMs, readPrice, shown, type Body } from '../../transport/read-fields.js';
import type { BinanceFrame } from './binance-frame.js';

/** What the exchange's own clocks may differ by, ms. */
const CLOCK_MS = 5_000;

const refused = (reason: string): BinanceFrame => ({ kind: 'refused', reason });

/**
 * Decodes a frame of the raw (`/ws`) or the combined (`/stream`) endpoint. Never throws: what cannot be right is
 * refused with a reason; unknown fields are tolerated, wrong known ones are not.
 * @see https://github.com/binance/binance-spot-api-docs web-socket-streams.md
 */
export function decodeBinance(text: string): BinanceFrame {
  const frame = readBody(text);
  if (typeof frame === 'string') return refused(`the frame ${frame}`);
  if (typeof frame['stream'] === 'string') {
    const data = frame['data'];
    return isBody(data) ? decodeEvent(data) : refused(`${frame['stream']} carries ${shown(data)}`);
  }
  return decodeEvent(frame);
}

function decodeEvent(body: Body): BinanceFrame {
  const type = body['e'];
  switch (type) {
    case 'trade':
      return decodeTrade(body, type, body['t']);
    case 'aggTrade':
      return decodeTrade(body, type, body['a']);
    case 'kline':
      return decodeCandle(body);
    case 'bookTicker':
      return decodeQuote(body);
    case 'serverShutdown':
      return { kind: 'shutdown' };
    case undefined:
      return decodeUntyped(body);
    default:
      return typeof type === 'string' ? { kind: 'passed', type } : refused(`the frame has the type ${shown(type)}`);
  }
}

/** Answers and quotes name no type. */
function decodeUntyped(body: Body): BinanceFrame {
  if (body['u'] !== undefined && body['b'] !== undefined) return decodeQuote(body);
  if (body['lastUpdateId'] !== undefined) return { kind: 'passed', type: 'depth' };
  const error = isBody(body['error']) ? body['error'] : body;
  if (typeof error['code'] === 'number') {
    const message = typeof error['msg'] === 'string' ? error['msg'].slice(0, 200) : '';
    return { kind: 'error', code: error['code'], message };
  }
  if ('result' in body) {
    const id = body['id'];
    return { kind: 'ack', id: typeof id === 'number' || typeof id === 'string' ? id : null };
  }
  return refused(`the frame is of no known type: ${shown(body)}`);
}

const pairOf = (body: Body): string | null => {
  const symbol = body['s'];
  return typeof symbol === 'string' && /^[A-Z0-9]{4,20}$/.test(symbol) ? symbol.toLowerCase() : null;
};

function decodeTrade(body: Body, stream: 'trade' | 'aggTrade', id: unknown): BinanceFrame {
  const pair = pairOf(body);
  if (pair === null) return refused(`${stream} has the symbol ${shown(body['s'])}`);
  if (!Number.isSafeInteger(id) || (id as number) < 0) return refused(`${stream} of ${pair} has the id ${shown(id)}`);
  const price = readPrice(body['p']);
  if (Number.isNaN(price)) return refused(`${stream} of ${pair} has the price ${shown(body['p'])}`);
  const time = readMs(body['T']);
  if (Number.isNaN(time)) return refused(`${stream} of ${pair} has the time ${shown(body['T'])}`);
  const eventTime = readMs(body['E']);
  if (Number.isNaN(eventTime)) return refused(`${stream} of ${pair} has the event time ${shown(body['E'])}`);
  return { kind: 'trade', pair, id: id as number, stream, price, time, eventTime };
}

function decodeQuote(body: Body): BinanceFrame {
  const pair = pairOf(body);
  if (pair === null) return refused(`bookTicker has the symbol ${shown(body['s'])}`);
  const bid = readPrice(body['b']);
  const ask = readPrice(body['a']);
  if (Number.isNaN(bid)) return refused(`bookTicker of ${pair} has the bid ${shown(body['b'])}`);
  if (Number.isNaN(ask)) return refused(`bookTicker of ${pair} has the ask ${shown(body['a'])}`);
  if (bid > ask) return refused(`bookTicker of ${pair} is crossed: bid ${bid}, ask ${ask}`);
  const time = readMs(body['T'] ?? body['E']);
  const update = Number.isSafeInteger(body['u']) ? (body['u'] as number) : null;
  return { kind: 'quote', pair, bid, ask, update, time: Number.isNaN(time) ? null : time };
}

function decodeCandle(body: Body): BinanceFrame {
  const pair = pairOf(body);
  if (pair === null) return refused(`kline has the symbol ${shown(body['s'])}`);
  const candle = body['k'];
  if (!isBody(candle)) return refused(`kline of ${pair} carries ${shown(candle)}`);
  const interval = candle['i'];
  if (typeof interval !== 'string') return refused(`kline of ${pair} has the interval ${shown(interval)}`);
  const name = `kline ${interval} of ${pair}`;
  const [from, last, eventTime] = [readMs(candle['t']), readMs(candle['T']), readMs(body['E'])];
  if (!(from < last)) return refused(`${name} runs from ${shown(candle['t'])} to ${shown(candle['T'])}`);
  if (Number.isNaN(eventTime)) return refused(`${name} has the event time ${shown(body['E'])}`);
  if (from > eventTime + CLOCK_MS) return refused(`${name} begins after it was told, at ${from}`);
  const [open, high, low, close] = [candle['o'], candle['h'], candle['l'], candle['c']].map(readPrice) as [
    number,
    number,
    number,
    number,
  ];
  if (!(low <= Math.min(open, close) && high >= Math.max(open, close)))
    return refused(`${name} has prices that cannot be: ${shown([candle['o'], candle['h'], candle['l'], candle['c']])}`);
  const closed = candle['x'];
  if (typeof closed !== 'boolean') return refused(`${name} does not say whether it is closed: ${shown(closed)}`);
  return { kind: 'candle', pair, interval, from, to: last + 1, open, high, low, close, closed, eventTime };
}
