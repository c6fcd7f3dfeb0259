import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import type { Price, Quantity } from '@pm-arbitrage/core/money/money.js';
import { decodeControl } from './decode-control.js';
import type { KalshiFrame, RefusedFrame, TickerFrame } from './frame.js';
import { isBody, isCount, readLevels, readPrice, readQuantity, readTime, shown, type Body } from './read-fields.js';

/** Documented types that carry nothing for market data (kalshi.md §13.5). */
const RECOGNISED = new Set([
  'fill',
  'user_order',
  'market_position',
  'order_group_updates',
  'multivariate_market_lifecycle',
  'rfq_created',
  'rfq_deleted',
  'quote_created',
  'quote_accepted',
  'quote_executed',
  'cfbenchmarks_value',
  'cfbenchmarks_value_indexlist',
  'cfbenchmarks_value_5hz',
  'cfbenchmarks_value_5hz_indexlist',
  'pyth_value',
  'pyth_value_underlying_list',
]);

/**
 * Decodes one WebSocket frame, as text or already parsed. Never throws: what cannot be right comes back as `invalid`
 * or `old-schema` with a reason. Unknown fields are tolerated, missing or malformed known ones are not.
 */
export function decodeKalshiFrame(input: unknown): KalshiFrame {
  let frame: unknown = input;
  if (typeof input === 'string') {
    try {
      frame = JSON.parse(input);
    } catch (error) {
      return refuse({}, 'invalid', `is not JSON: ${messageOf(error)}`);
    }
  }
  if (!isBody(frame)) return refuse({}, 'invalid', `is ${shown(frame)} instead of an object`);
  const type = frame['type'];
  switch (type) {
    case 'orderbook_delta':
      return decodeDelta(frame);
    case 'orderbook_snapshot':
      return decodeSnapshot(frame);
    case 'trade':
      return decodeTrade(frame);
    case 'ticker':
      return decodeTicker(frame);
    case 'market_lifecycle_v2':
      return decodeLifecycle(frame);
    case 'event_lifecycle':
    case 'event_fee_update':
      return decodeEvent(frame, type);
    case 'subscribed':
    case 'ok':
    case 'unsubscribed':
    case 'error':
      return decodeControl(frame, type, refuse);
    default:
  }
  if (typeof type !== 'string') return refuse(frame, 'invalid', `has the type ${shown(type)}`);
  const place = { type, sid: sequenceField(frame['sid']), seq: sequenceField(frame['seq']) };
  return RECOGNISED.has(type) ? { kind: 'recognised', ...place } : { kind: 'unknown', ...place };
}

const sequenceField = (value: unknown): number | null => (isCount(value) ? value : null);

function refuse(frame: Body, kind: RefusedFrame['kind'], reason: string): RefusedFrame {
  const type = typeof frame['type'] === 'string' ? frame['type'] : null;
  const body = isBody(frame['msg']) ? frame['msg'] : {};
  const ticker = typeof body['market_ticker'] === 'string' ? body['market_ticker'] : null;
  return {
    kind,
    type,
    reason: `${type ?? 'the frame'} ${reason}`,
    sid: sequenceField(frame['sid']),
    seq: sequenceField(frame['seq']),
    ticker,
  };
}

const OLD =
  'is in the schema of integer cents that Kalshi retired in January 2026; decode it with a converter of its time, or record anew';

/** The parts every market message needs, or why they are not there. */
function marketBody(frame: Body): { sid: number; ticker: string; body: Body } | string {
  const body = frame['msg'];
  if (!isBody(body)) return `has the msg ${shown(body)}`;
  const sid = frame['sid'];
  if (!isCount(sid)) return `has the sid ${shown(sid)}`;
  const ticker = body['market_ticker'];
  if (typeof ticker !== 'string' || ticker === '') return `has the market_ticker ${shown(ticker)}`;
  return { sid, ticker, body };
}

function decodeDelta(frame: Body): KalshiFrame {
  const found = marketBody(frame);
  if (typeof found === 'string') return refuse(frame, 'invalid', found);
  const { sid, ticker, body } = found;
  if (body['price_dollars'] === undefined && typeof body['price'] === 'number') return refuse(frame, 'old-schema', OLD);
  const seq = frame['seq'];
  if (!isCount(seq)) return refuse(frame, 'invalid', `has the seq ${shown(seq)}`);
  const side = body['side'];
  if (side !== 'yes' && side !== 'no') return refuse(frame, 'invalid', `has the side ${shown(side)}`);
  const price = readPrice(body['price_dollars']);
  if (Number.isNaN(price)) return refuse(frame, 'invalid', `has the price_dollars ${shown(body['price_dollars'])}`);
  const change = readQuantity(body['delta_fp']);
  if (Number.isNaN(change)) return refuse(frame, 'invalid', `has the delta_fp ${shown(body['delta_fp'])}`);
  const venueTime = readTime(body['ts_ms'], body['ts']);
  return { kind: 'delta', sid, seq, ticker, side, price: price as Price, change, venueTime };
}

function decodeSnapshot(frame: Body): KalshiFrame {
  const found = marketBody(frame);
  if (typeof found === 'string') return refuse(frame, 'invalid', found);
  const { sid, ticker, body } = found;
  const old =
    body['yes'] !== undefined ||
    body['no'] !== undefined ||
    body['yes_dollars'] !== undefined ||
    body['no_dollars'] !== undefined;
  if (old && body['yes_dollars_fp'] === undefined && body['no_dollars_fp'] === undefined)
    return refuse(frame, 'old-schema', OLD);
  const seq = frame['seq'];
  if (!isCount(seq)) return refuse(frame, 'invalid', `has the seq ${shown(seq)}`);
  const yes = readLevels(body['yes_dollars_fp']);
  if (typeof yes === 'string') return refuse(frame, 'invalid', `yes_dollars_fp ${yes}`);
  const no = readLevels(body['no_dollars_fp']);
  if (typeof no === 'string') return refuse(frame, 'invalid', `no_dollars_fp ${no}`);
  const id = sequenceField(frame['id']);
  return {
    kind: 'snapshot',
    sid,
    seq,
    id,
    ticker,
    yes,
    no,
    venueTime: readTime(body['ts_ms'], body['ts']),
  };
}

function decodeTrade(frame: Body): KalshiFrame {
  const found = marketBody(frame);
  if (typeof found === 'string') return refuse(frame, 'invalid', found);
  const { sid, ticker, body } = found;
  if (body['yes_price_dollars'] === undefined && typeof body['yes_price'] === 'number')
    return refuse(frame, 'old-schema', OLD);
  const tradeId = body['trade_id'];
  if (typeof tradeId !== 'string' || tradeId === '')
    return refuse(frame, 'invalid', `has the trade_id ${shown(tradeId)}`);
  const price = readPrice(body['yes_price_dollars']);
  if (Number.isNaN(price))
    return refuse(frame, 'invalid', `has the yes_price_dollars ${shown(body['yes_price_dollars'])}`);
  const quantity = readQuantity(body['count_fp']);
  if (!(quantity > 0)) return refuse(frame, 'invalid', `has the count_fp ${shown(body['count_fp'])}`);
  // `taker_side` is deprecated but still sent; older recordings have nothing else.
  const taker = body['taker_outcome_side'] ?? body['taker_side'];
  if (taker !== 'yes' && taker !== 'no') return refuse(frame, 'invalid', `has the taker_outcome_side ${shown(taker)}`);
  const venueTime = readTime(body['ts_ms'], body['ts']);
  const seq = sequenceField(frame['seq']);
  return {
    kind: 'trade',
    sid,
    seq,
    ticker,
    tradeId,
    price: price as Price,
    quantity: quantity as Quantity,
    taker,
    venueTime,
  };
}

function decodeTicker(frame: Body): KalshiFrame {
  const found = marketBody(frame);
  if (typeof found === 'string') return refuse(frame, 'invalid', found);
  const { sid, ticker, body } = found;
  const bid = body['yes_bid_dollars'];
  const ask = body['yes_ask_dollars'];
  if (bid === undefined && ask === undefined && typeof body['yes_bid'] === 'number')
    return refuse(frame, 'old-schema', OLD);
  const yesBid = readQuote(bid);
  if (yesBid === undefined) return refuse(frame, 'invalid', `has the yes_bid_dollars ${shown(bid)}`);
  const yesAsk = readQuote(ask);
  if (yesAsk === undefined) return refuse(frame, 'invalid', `has the yes_ask_dollars ${shown(ask)}`);
  const quote: TickerFrame = {
    kind: 'ticker',
    sid,
    ticker,
    yesBid,
    yesAsk,
    venueTime: readTime(body['ts_ms'], body['ts']),
  };
  return quote;
}

/** A quote; null for "0.0000" and "1.0000", which say that the side is empty; undefined when it is no quote. */
function readQuote(value: unknown): Price | null | undefined {
  const price = readPrice(value);
  if (!Number.isNaN(price)) return price as Price;
  return typeof value === 'string' && /^[01](\.0+)?$/.test(value) ? null : undefined;
}

function decodeLifecycle(frame: Body): KalshiFrame {
  const found = marketBody(frame);
  if (typeof found === 'string') return refuse(frame, 'invalid', found);
  const { sid, ticker, body } = found;
  const event = body['event_type'];
  if (typeof event !== 'string') return refuse(frame, 'invalid', `has the event_type ${shown(event)}`);
  return { kind: 'lifecycle', sid, seq: sequenceField(frame['seq']), ticker, event, body };
}

function decodeEvent(frame: Body, type: 'event_lifecycle' | 'event_fee_update'): KalshiFrame {
  const sid = frame['sid'];
  if (!isCount(sid)) return refuse(frame, 'invalid', `has the sid ${shown(sid)}`);
  const body = frame['msg'];
  const eventTicker = isBody(body) ? body['event_ticker'] : undefined;
  if (typeof eventTicker !== 'string') return refuse(frame, 'invalid', `has the event_ticker ${shown(eventTicker)}`);
  return { kind: 'event', type, sid, seq: sequenceField(frame['seq']), eventTicker };
}
