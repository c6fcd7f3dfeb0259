import type { Price, Quantity, Usd } from '@pm-arbitrage/core/money/money.js';
import type { PolymarketListing } from '../../world/polymarket-listing.js';
import type { Movement } from '../chain/ledger.js';
import type { FillParty, MakerFill } from './fill-amounts.js';
import type { Timeline } from './timeline.js';
import type { TradingOrder } from './trading-order.js';

/** Reference §7. */
export type TradeStatus = 'MATCHED' | 'MINED' | 'CONFIRMED' | 'RETRYING' | 'FAILED';

export interface TradeState {
  readonly status: TradeStatus;
  readonly transactionHash: string | null;
}

/** One side of a trade; without `order` it is a stranger's. */
export type TradeTaker = FillParty & Party;
export type TradeMaker = MakerFill & Party;

interface Party {
  readonly orderId: string;
  readonly order: TradingOrder | null;
  /** API key, or a stranger's. */
  readonly owner: string;
}

/** A match of one taker with the makers of one price, from the match to its settlement. */
export interface TradeRecord {
  readonly id: string;
  readonly listing: PolymarketListing;
  readonly taker: TradeTaker;
  readonly makers: readonly TradeMaker[];
  /** Of the taker's token. */
  readonly price: Price;
  readonly shares: Quantity;
  /** Charged to the taker. */
  readonly fee: Usd;
  /** Rank among the trades of one taker order. */
  readonly bucket: number;
  /** Unix ms. */
  readonly matchedAt: number;
  readonly movements: readonly Movement[];
  readonly history: Timeline<TradeState>;
}
