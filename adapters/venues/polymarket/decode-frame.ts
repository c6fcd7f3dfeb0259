import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import type { Price, Quantity } from '@pm-arbitrage/core/money/money.js';
import { isBody, shown, type Body } from '../kalshi/read-fields.js';
import type { LevelChange, PolymarketEvent } from './frame.js';
import { readMillis, readPrice, readSide, readSize, readTouch } from './read-fields.js';

/**
 * Decodes one WebSocket frame, as text or already parsed: an object or an array of them. Never throws: what cannot be
 * right comes back as `invalid` or `old-schema` with a reason. Unknown fields are tolerated, missing known ones not.
 */
export function decodePolymarketFrame(input: unknown): readonly PolymarketEvent[] {
  let frame: unknown = input;
  if (typeof input === 'string') {
    const text = input.trim();
    if (text === 'PONG') return [{ kind: 'pong' }];
    if (text === 'INVALID OPERATION') {
      return [refuse({}, 'is INVALID OPERATION: the first subscription was sent twice, or an unknown operation')];
    }
    try {
      frame = JSON.parse(text);
    } catch (error) {
      return [refuse({}, `is not JSON: ${messageOf(error)}`)];
    }
  }
  return Array.isArray(frame) ? frame.map(decodeEvent) : [decodeEvent(frame)];
}

function decodeEvent(value: unknown): PolymarketEvent {
  if (!isBody(value)) return refuse({}, `is ${shown(value)} instead of an object`);
  const type = value['event_type'] ?? typeByShape(value);
  if (typeof type !== 'string') return refuse(value, 'names no event_type and has the shape of none');
  const market = value['market'];
  const needsMarket = (read: (market: string) => PolymarketEvent): PolymarketEvent =>
    typeof market === 'string' && market !== '' ? read(market) : refuse(value, `has the market ${shown(market)}`);
  switch (type) {
    case 'book':
      return needsMarket((id) => decodeBook(value, id));
    case 'price_change':
      return needsMarket((id) => decodePriceChange(value, id));
    case 'last_trade_price':
      return needsMarket((id) => decodeTrade(value, id));
    case 'tick_size_change':
      return needsMarket((id) => decodeTickSize(value, id));
    case 'best_bid_ask':
      return needsMarket((id) => decodeTouch(value, id));
    case 'new_market':
      return needsMarket((id) => ({ kind: 'new_market', market: id }));
    case 'market_resolved':
      return needsMarket((id) => {
        const winner = value['winning_asset_id'];
        const winningToken = typeof winner === 'string' && winner !== '' ? winner : null;
        const time = readMillis(value['timestamp']);
        return {
          kind: 'market_resolved',
          market: id,
          winningToken,
          time: Number.isNaN(time) ? 0 : time,
        };
      });
    case 'order':
    case 'trade':
      return needsMarket((id) =>
        typeof value['id'] === 'string'
          ? { kind: type, market: id }
          : refuse(value, `has the id ${shown(value['id'])}`),
      );
    default:
      return { kind: 'unknown', type };
  }
}

/**
 * Recorders and client libraries strip `event_type`. The documented events differ in fields that no two of them share,
 * so an event without it is recognised by those; anything else is refused.
 */
function typeByShape(value: Body): string | undefined {
  if (Array.isArray(value['bids']) && Array.isArray(value['asks'])) return 'book';
  if (Array.isArray(value['price_changes'])) return 'price_change';
  if (value['new_tick_size'] !== undefined) return 'tick_size_change';
  if (value['taker_order_id'] !== undefined) return 'trade';
  if (value['original_size'] !== undefined && value['type'] !== undefined) return 'order';
  const traded = value['asset_id'] !== undefined && value['price'] !== undefined && value['side'] !== undefined;
  return traded && value['fee_rate_bps'] !== undefined && value['status'] === undefined
    ? 'last_trade_price'
    : undefined;
}

function refuse(value: Body, reason: string, kind: 'invalid' | 'old-schema' = 'invalid'): PolymarketEvent {
  const type = typeof value['event_type'] === 'string' ? value['event_type'] : null;
  const market = typeof value['market'] === 'string' ? value['market'] : null;
  return { kind, type, reason: `${type ?? 'the frame'} ${reason}`, market };
}

/** The token and time every book event needs, or what is wrong. */
function tokenAndTime(value: Body): { token: string; time: number } | string {
  const token = value['asset_id'];
  if (typeof token !== 'string' || token === '') return `has the asset_id ${shown(token)}`;
  const time = readMillis(value['timestamp']);
  return Number.isNaN(time) ? `has the timestamp ${shown(value['timestamp'])}` : { token, time };
}

function decodeBook(value: Body, market: string): PolymarketEvent {
  const found = tokenAndTime(value);
  if (typeof found === 'string') return refuse(value, found);
  if (value['bids'] === undefined && value['buys'] !== undefined) {
    return refuse(value, 'names its sides buys and sells, as CLOB V1 did before 2025', 'old-schema');
  }
  const bids = readSide(value['bids']);
  if (typeof bids === 'string') return refuse(value, `bids ${bids}`);
  const asks = readSide(value['asks']);
  if (typeof asks === 'string') return refuse(value, `asks ${asks}`);
  return { kind: 'book', market, ...found, bids, asks };
}

function decodePriceChange(value: Body, market: string): PolymarketEvent {
  const list = value['price_changes'];
  if (!Array.isArray(list)) {
    return value['changes'] === undefined
      ? refuse(value, `has the price_changes ${shown(list)}`)
      : refuse(value, 'lists "changes", the schema before 2025-09-15 that the venue no longer sends', 'old-schema');
  }
  const time = readMillis(value['timestamp']);
  if (Number.isNaN(time)) return refuse(value, `has the timestamp ${shown(value['timestamp'])}`);
  const changes: LevelChange[] = [];
  for (const entry of list as unknown[]) {
    const change = isBody(entry) ? decodeChange(entry) : `holds ${shown(entry)}`;
    if (typeof change === 'string') return refuse(value, change);
    changes.push(change);
  }
  return { kind: 'price_change', market, changes, time };
}

function decodeChange(entry: Body): LevelChange | string {
  const token = entry['asset_id'];
  if (typeof token !== 'string' || token === '') return `holds the asset_id ${shown(token)}`;
  const side = entry['side'];
  if (side !== 'BUY' && side !== 'SELL') return `holds the side ${shown(side)}`;
  const price = readPrice(entry['price']);
  if (Number.isNaN(price)) return `holds the price ${shown(entry['price'])}`;
  const size = readSize(entry['size']);
  if (Number.isNaN(size)) return `holds the size ${shown(entry['size'])}`;
  const bestBid = readTouch(entry['best_bid']);
  if (bestBid !== bestBid) return `holds the best_bid ${shown(entry['best_bid'])}`;
  const bestAsk = readTouch(entry['best_ask']);
  if (bestAsk !== bestAsk) return `holds the best_ask ${shown(entry['best_ask'])}`;
  return {
    token,
    side: side === 'BUY' ? 'bids' : 'asks',
    price: price as Price,
    size: size as Quantity,
    bestBid,
    bestAsk,
  };
}

function decodeTrade(value: Body, market: string): PolymarketEvent {
  const found = tokenAndTime(value);
  if (typeof found === 'string') return refuse(value, found);
  const price = readPrice(value['price']);
  if (Number.isNaN(price)) return refuse(value, `has the price ${shown(value['price'])}`);
  const size = readSize(value['size']);
  if (!(size > 0)) return refuse(value, `has the size ${shown(value['size'])}`);
  const side = value['side'];
  if (side !== 'BUY' && side !== 'SELL') return refuse(value, `has the side ${shown(side)}`);
  const transaction = typeof value['transaction_hash'] === 'string' ? value['transaction_hash'] : '';
  const taker = side === 'BUY' ? 'buy' : 'sell';
  return {
    kind: 'last_trade_price',
    market,
    ...found,
    price: price as Price,
    size: size as Quantity,
    side: taker,
    transaction,
  };
}

function decodeTickSize(value: Body, market: string): PolymarketEvent {
  const found = tokenAndTime(value);
  if (typeof found === 'string') return refuse(value, found);
  const tick = readPrice(value['new_tick_size']);
  if (Number.isNaN(tick)) return refuse(value, `has the new_tick_size ${shown(value['new_tick_size'])}`);
  return { kind: 'tick_size_change', market, ...found, tick: tick as Price };
}

function decodeTouch(value: Body, market: string): PolymarketEvent {
  const found = tokenAndTime(value);
  if (typeof found === 'string') return refuse(value, found);
  const bestBid = readTouch(value['best_bid']);
  if (bestBid !== bestBid) return refuse(value, `has the best_bid ${shown(value['best_bid'])}`);
  const bestAsk = readTouch(value['best_ask']);
  if (bestAsk !== bestAsk) return refuse(value, `has the best_ask ${shown(value['best_ask'])}`);
  return {
    kind: 'best_bid_ask',
    market,
    ...found,
    bestBid: bestBid ?? null,
    bestAsk: bestAsk ?? null,
  };
}
