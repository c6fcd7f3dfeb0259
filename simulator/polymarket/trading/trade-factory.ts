import { complement, type Price, type Quantity, quantity } from '@pm-arbitrage/core/money/money.js';
import type { Side } from '../../engine/book-side.js';
import { oppositeOf } from '../../engine/book-side.js';
import type { PolymarketListing } from '../../world/polymarket-listing.js';
import { digest, uuidOf } from '../../world/identifiers.js';
import { FEE_COLLECTOR, type Movement, netOf, STRANGERS } from '../chain/ledger.js';
import { feeOf, type FeeRounding } from './fee.js';
import { fillMovements } from './fill-amounts.js';
import type { OrderStore } from './order-store.js';
import { Timeline } from './timeline.js';
import type { TradeMaker, TradeRecord, TradeTaker } from './trade-record.js';

interface BookFill {
  /** YES price. */
  readonly price: Price;
  readonly quantity: Quantity;
  readonly takerSide: Side;
  readonly maker: BookParty;
  readonly taker: BookParty;
}

interface BookParty {
  readonly id: string;
  readonly owner: string;
}

interface TradeFactoryOptions {
  readonly seed: number;
  readonly orders: OrderStore;
  readonly rounding: FeeRounding;
}

/** Makes trades of the fills of a book, which knows orders and sides but neither tokens nor money. */
export class TradeFactory {
  readonly #options: TradeFactoryOptions;
  #count = 0;

  constructor(options: TradeFactoryOptions) {
    this.#options = options;
  }

  /** One trade per price. @param at Unix ms. */
  trades(listing: PolymarketListing, fills: readonly BookFill[], at: number): TradeRecord[] {
    const byPrice = new Map<number, BookFill[]>();
    for (const fill of fills) byPrice.set(fill.price, [...(byPrice.get(fill.price) ?? []), fill]);
    return [...byPrice.values()].map((group, bucket) => this.#trade(listing, group, bucket, at));
  }

  #trade(listing: PolymarketListing, fills: readonly BookFill[], bucket: number, at: number): TradeRecord {
    const { seed, rounding } = this.#options;
    const first = fills[0] as BookFill;
    const taker: TradeTaker = this.#party(listing, first.taker, first.takerSide);
    const makers = fills.map((fill): TradeMaker => {
      const party = this.#party(listing, fill.maker, oppositeOf(fill.takerSide));
      return { ...party, price: own(party.outcome, fill.price), shares: fill.quantity };
    });
    const shares = quantity(fills.reduce((sum, fill) => sum + fill.quantity, 0));
    const fee = feeOf(listing.fees, shares, first.price, rounding);
    const movements: Movement[] = [
      ...makers.flatMap((maker) => fillMovements(taker, maker, listing.tokens)),
      { address: taker.address, asset: 'usd', amount: -fee },
      { address: FEE_COLLECTOR, asset: 'usd', amount: fee },
    ];
    return {
      id: uuidOf(seed, 'account-trade', listing.number, at, this.#count++),
      listing,
      taker,
      makers,
      price: own(taker.outcome, first.price),
      shares,
      fee,
      bucket,
      matchedAt: at,
      movements: netOf(movements),
      history: new Timeline({ status: 'MATCHED', transactionHash: null }, at),
    };
  }

  #party(listing: PolymarketListing, { id, owner }: BookParty, side: Side): TradeTaker {
    const { seed, orders } = this.#options;
    const order = orders.find(id) ?? null;
    if (order) {
      const { action, outcome, account } = order;
      return { orderId: id, order, owner: order.owner, address: account.funder, action, outcome };
    }
    // A stranger who bids either buys YES or sells NO; nobody can tell from the book, and both occur.
    const orderId = `0x${digest(seed, 'stranger-order', listing.number, id)}`;
    const outcome = Number.parseInt(orderId.slice(-1), 16) % 2 === 0 ? 0 : 1;
    const action = (side === 'bid') === (outcome === 0) ? 'BUY' : 'SELL';
    return { orderId, order, owner: uuidOf(seed, 'stranger', owner), address: STRANGERS, action, outcome };
  }
}

const own = (outcome: 0 | 1, price: Price): Price => (outcome === 0 ? price : complement(price));
