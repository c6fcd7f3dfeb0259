import type { Price, Quantity } from '@pm-arbitrage/core/money/money.js';
import { isBody, shown } from '../../kalshi/read-fields.js';
import { text } from '../gamma-fields.js';
import { readMillis, readSize } from '../read-fields.js';
import { PolymarketAnswerError, readId, readTraded } from './wire-order.js';

/** What a maker gave or took in a trade. */
export interface WireMaker {
  readonly orderId: string;
  readonly owner: string;
  readonly address: string;
  readonly token: string;
  readonly side: 'BUY' | 'SELL';
  readonly price: Price;
  readonly size: Quantity;
}

/** `RETRYING`: its settlement failed once and is sent again. */
export type TradeStatus = 'MATCHED' | 'RETRYING' | 'MINED' | 'CONFIRMED' | 'FAILED';

/** A match of one taker with makers, told from the taker's side (polymarket.md §6.4). */
export interface WireTrade {
  readonly id: string;
  readonly status: TradeStatus;
  readonly market: string;
  readonly takerOrderId: string;
  /** Which side is ours, in the venue's words; null where it does not say. */
  readonly traderSide: 'TAKER' | 'MAKER' | null;
  /** API key of the taker. */
  readonly owner: string;
  /** What the taker traded and did. */
  readonly token: string;
  readonly side: 'BUY' | 'SELL';
  /** One number for all makers; what was paid is told by theirs. */
  readonly price: Price;
  readonly size: Quantity;
  /** Unix ms; whole seconds. */
  readonly at: number;
  readonly makers: readonly WireMaker[];
  /** Whether the makers add up to the size; events may leave them out. */
  readonly complete: boolean;
}

const tradeStatuses: Readonly<Record<string, TradeStatus>> = {
  MATCHED_NOT_BROADCASTED: 'MATCHED',
  MATCHED: 'MATCHED',
  RETRYING: 'RETRYING',
  MINED: 'MINED',
  CONFIRMED: 'CONFIRMED',
  FAILED: 'FAILED',
};

/** @throws PolymarketAnswerError */
export function readWireTrade(value: unknown): WireTrade {
  if (!isBody(value)) throw new PolymarketAnswerError('a trade', `is ${shown(value)}`);
  const name = `trade ${shown(value['id'])}`;
  const status =
    tradeStatuses[
      text(value['status'])
        .toUpperCase()
        .replace(/^TRADE_STATUS_/, '')
    ];
  if (status === undefined) throw new PolymarketAnswerError(name, `has the status ${shown(value['status'])}`);
  const size = readSize(value['size']);
  if (!(size > 0)) throw new PolymarketAnswerError(name, `has the size ${shown(value['size'])}`);
  const fields = readTraded(value, name);
  const at = readMillis(value['match_time'] ?? value['matchtime']);
  if (Number.isNaN(at)) throw new PolymarketAnswerError(name, `has the match_time ${shown(value['match_time'])}`);
  const makers = value['maker_orders'];
  if (makers !== undefined && makers !== null && !Array.isArray(makers))
    throw new PolymarketAnswerError(name, `has the maker_orders ${shown(makers)}`);
  const read = Array.isArray(makers) ? makers.map((maker) => readMaker(maker, name)) : [];
  const matched = read.reduce((total, maker) => total + maker.size, 0);
  const traderSide = value['trader_side'];
  return {
    id: readId(value['id'], name),
    status,
    market: readId(value['market'], name),
    takerOrderId: readId(value['taker_order_id'], name),
    traderSide: traderSide === 'TAKER' || traderSide === 'MAKER' ? traderSide : null,
    owner: text(value['owner']),
    ...fields,
    size: size as Quantity,
    at,
    makers: read,
    complete: matched === size,
  };
}

function readMaker(value: unknown, name: string): WireMaker {
  if (!isBody(value)) throw new PolymarketAnswerError(name, `holds the maker ${shown(value)}`);
  const size = readSize(value['matched_amount']);
  if (!(size > 0)) throw new PolymarketAnswerError(name, `holds the matched_amount ${shown(value['matched_amount'])}`);
  return {
    orderId: readId(value['order_id'], name),
    owner: text(value['owner']),
    address: text(value['maker_address']).toLowerCase(),
    ...readTraded(value, name),
    size: size as Quantity,
  };
}
