import { CodedError } from '@pm-arbitrage/core/errors/coded-error.js';
import type { Price, Quantity } from '@pm-arbitrage/core/money/money.js';
import { isBody, shown, type Body } from '../../kalshi/read-fields.js';
import { text } from '../gamma-fields.js';
import { readMillis, readPrice, readSize } from '../read-fields.js';

/** Thrown for an answer or event whose fields are not what the venue documents; nothing in it was used. */
export class PolymarketAnswerError extends CodedError {
  constructor(what: string, reason: string) {
    super(
      'polymarket.malformed',
      `Polymarket sent ${what} that ${reason}; it was not used, compare it with the API documentation`,
      { what },
    );
  }
}

/** `delayed` is held before the match, `unmatched` came out of that and rests. */
export type WireOrderStatus = 'live' | 'matched' | 'canceled' | 'invalid' | 'delayed' | 'unmatched';

/** An order as the CLOB knows it (polymarket.md §6.4, §11). */
export interface WireOrder {
  readonly id: string;
  readonly status: WireOrderStatus;
  /** Condition id. */
  readonly market: string;
  readonly token: string;
  readonly side: 'BUY' | 'SELL';
  readonly price: Price;
  /** Whether what does not match at once is dropped (FOK, FAK). */
  readonly immediate: boolean;
  readonly size: Quantity;
  readonly matched: Quantity;
  /** Unix ms; whole seconds. */
  readonly createdAt: number;
  /** Trades it took part in, as far as the venue says. */
  readonly trades: readonly string[];
}

const statuses: Readonly<Record<string, WireOrderStatus>> = {
  LIVE: 'live',
  MATCHED: 'matched',
  CANCELED: 'canceled',
  CANCELLED: 'canceled',
  CANCELED_MARKET_RESOLVED: 'canceled',
  INVALID: 'invalid',
  DELAYED: 'delayed',
  UNMATCHED: 'unmatched',
};

/** @throws PolymarketAnswerError */
export function readWireOrder(value: unknown): WireOrder {
  if (!isBody(value)) throw new PolymarketAnswerError('an order', `is ${shown(value)}`);
  const name = `order ${shown(value['id'])}`;
  const status =
    statuses[
      text(value['status'])
        .toUpperCase()
        .replace(/^ORDER_STATUS_/, '')
    ];
  if (status === undefined) throw new PolymarketAnswerError(name, `has the status ${shown(value['status'])}`);
  const fields = readTraded(value, name);
  const size = readSize(value['original_size']);
  if (!(size > 0)) throw new PolymarketAnswerError(name, `has the original_size ${shown(value['original_size'])}`);
  const matched = readSize(value['size_matched']);
  if (!(matched >= 0)) throw new PolymarketAnswerError(name, `has the size_matched ${shown(value['size_matched'])}`);
  const createdAt = readMillis(value['created_at']);
  if (Number.isNaN(createdAt))
    throw new PolymarketAnswerError(name, `has the created_at ${shown(value['created_at'])}`);
  const trades: unknown = value['associate_trades'] ?? [];
  if (!Array.isArray(trades) || !trades.every((id) => typeof id === 'string'))
    throw new PolymarketAnswerError(name, `has the associate_trades ${shown(trades)}`);
  return {
    id: readId(value['id'], name),
    status,
    market: readId(value['market'], name),
    ...fields,
    immediate: /^(FOK|FAK)$/.test(text(value['order_type'])),
    size: size as Quantity,
    matched: matched as Quantity,
    createdAt,
    trades,
  };
}

/** What every order, maker and trade says about itself. */
export function readTraded(value: Body, name: string): { side: 'BUY' | 'SELL'; token: string; price: Price } {
  const side = text(value['side']).toUpperCase();
  if (side !== 'BUY' && side !== 'SELL') throw new PolymarketAnswerError(name, `has the side ${shown(value['side'])}`);
  const price = readPrice(value['price']);
  if (Number.isNaN(price)) throw new PolymarketAnswerError(name, `has the price ${shown(value['price'])}`);
  return { side, token: readId(value['asset_id'], name), price: price as Price };
}

export function readId(value: unknown, name: string): string {
  if (typeof value !== 'string' || value === '') throw new PolymarketAnswerError(name, `holds the id ${shown(value)}`);
  return value;
}
