import { type Quantity, quantity, type Usd, usd, ZERO_QUANTITY } from '@pm-arbitrage/core/money/money.js';
import type { OrderFill } from './our-fills.js';
import type { TradeStatus } from './wire-trade.js';

/** A trade with our part in it. */
export interface KnownTrade {
  readonly id: string;
  readonly status: TradeStatus;
  /** Unix ms; whole seconds. */
  readonly at: number;
  readonly fills: readonly OrderFill[];
}

const steps: Readonly<Record<TradeStatus, number>> = { MATCHED: 0, RETRYING: 1, MINED: 2, CONFIRMED: 3, FAILED: 3 };
const isOver = (status: TradeStatus): boolean => status === 'CONFIRMED' || status === 'FAILED';
/** Trades kept that are over; more are forgotten, oldest first. */
const REMEMBERED = 5_000;

/**
 * Every trade of ours that the stream or a read told about, at its furthest status: events come twice, late and out of
 * order, so a status never goes back and what is over stays so.
 */
export class KnownTrades {
  readonly #trades = new Map<string, KnownTrade>();
  readonly #byOrder = new Map<string, Set<string>>();

  /** @returns whether it says something new: an unknown trade or a further status. */
  learn(trade: KnownTrade): boolean {
    const known = this.#trades.get(trade.id);
    if (known && (isOver(known.status) || steps[trade.status] <= steps[known.status])) return false;
    this.#trades.set(trade.id, trade);
    for (const { venueOrderId } of trade.fills) {
      const ids = this.#byOrder.get(venueOrderId);
      if (ids) ids.add(trade.id);
      else this.#byOrder.set(venueOrderId, new Set([trade.id]));
    }
    if (this.#trades.size > REMEMBERED) this.#forget();
    return true;
  }

  get(id: string): KnownTrade | undefined {
    return this.#trades.get(id);
  }

  fillsOf(orderId: string): OrderFill[] {
    return [...(this.#byOrder.get(orderId) ?? [])].flatMap((id) =>
      (this.#trades.get(id)?.fills ?? []).filter((fill) => fill.venueOrderId === orderId),
    );
  }

  /** Trades whose end is not known yet, oldest first. */
  unfinished(): KnownTrade[] {
    return [...this.#trades.values()].filter(({ status }) => !isOver(status)).toSorted((a, b) => a.at - b.at);
  }

  /** What matches that are not on the chain yet will change: dollars, and contracts by side and market. */
  unsettled(): { readonly cash: Usd; readonly contracts: ReadonlyMap<string, Quantity> } {
    let cash = 0;
    const contracts = new Map<string, Quantity>();
    for (const { status, fills } of this.#trades.values()) {
      if (status !== 'MATCHED' && status !== 'RETRYING') continue;
      for (const { action, fee, market, notional, quantity: size, side } of fills) {
        const buys = action === 'buy';
        cash += (buys ? -notional : notional) - fee;
        const key = `${side} ${market}`;
        contracts.set(key, quantity((contracts.get(key) ?? ZERO_QUANTITY) + (buys ? size : -size)));
      }
    }
    return { cash: usd(cash), contracts };
  }

  #forget(): void {
    for (const [id, { status, fills }] of this.#trades) {
      if (!isOver(status)) continue;
      this.#trades.delete(id);
      for (const { venueOrderId } of fills) {
        const ids = this.#byOrder.get(venueOrderId);
        ids?.delete(id);
        if (ids?.size === 0) this.#byOrder.delete(venueOrderId);
      }
      return;
    }
  }
}
