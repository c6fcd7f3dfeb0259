import { type Clock, sleep } from '@pm-arbitrage/core/clock/clock.js';
import type { Fill } from '@pm-arbitrage/core/domain/order.js';
import type { Logger } from '@pm-arbitrage/core/log/logger.js';
import { type ClobAccount, reasonOf } from './clob-account.js';
import { KnownTrades } from './known-trades.js';
import type { MarketTerms } from './market-terms.js';
import { type OrderFill, type Ourselves, ourFills } from './our-fills.js';
import type { WireTrade } from './wire-trade.js';

export interface TradeBookOptions {
  readonly account: ClobAccount;
  readonly terms: MarketTerms;
  readonly ourselves: Ourselves;
  readonly clock: Clock;
  readonly log: Logger;
  /** Our id of an order; null for orders that are not ours. */
  readonly clientOrderIdOf: (venueOrderId: string) => Promise<string | null>;
  /** A trade reached the chain: balances changed. */
  readonly moved: (fills: readonly OrderFill[]) => void;
}

/** A sweep reads this far back at most; what hangs longer is asked for by its id. */
const SWEEP_BACK_MS = 600_000;
/** The venue's seconds and ours may differ, and a trade is listed a moment after it was made. */
const SWEEP_OVERLAP_MS = 30_000;
/** Trades that hang, asked for in one sweep. */
const HANGING_A_SWEEP = 3;

/** Turns trades, from the stream or read, into fills, tells about every change of them, and wakes those who wait. */
export class TradeBook {
  readonly known = new KnownTrades();
  readonly #options: TradeBookOptions;
  readonly #listeners: ((fill: Fill) => void)[] = [];
  readonly #waiting = new Map<string, Set<() => void>>();
  #sweptAt: number;
  #hanging = 0;

  constructor(options: TradeBookOptions) {
    this.#options = options;
    this.#sweptAt = options.clock.now();
  }

  onFill(listener: (fill: Fill) => void): void {
    this.#listeners.push(listener);
  }

  /** An event of the stream. What it leaves out is read. */
  heard(trade: WireTrade): void {
    const learned = trade.complete ? this.learn(trade) : this.read({ id: trade.id });
    void learned.catch((error: unknown) =>
      this.#options.log.error({ trade: trade.id, reason: reasonOf(error) }, 'a polymarket trade was not understood'),
    );
  }

  async read(query: { id?: string; market?: string; after?: number }): Promise<readonly OrderFill[]> {
    const fills: OrderFill[] = [];
    for (const trade of await this.#options.account.trades(query)) fills.push(...(await this.learn(trade)));
    return fills;
  }

  /** @returns our fills of it, at the furthest status known. */
  async learn(trade: WireTrade): Promise<readonly OrderFill[]> {
    const { log, moved, ourselves, terms } = this.#options;
    const market = terms.known(trade.market, trade.at) ?? (await terms.of(trade.market, trade.at));
    const fills = ourFills(trade, market, ourselves);
    if (fills.length === 0) {
      log.warn({ trade: trade.id }, 'the venue told of a trade in which none of our orders is');
      return [];
    }
    const { id, status, at } = trade;
    if (this.known.learn({ id, status, at, fills })) {
      if (status === 'MINED' || status === 'CONFIRMED') moved(fills);
      for (const { venueOrderId } of fills) this.wake(venueOrderId);
      // Whoever cannot be told now finds the fill among those listed.
      void this.#tell(fills).catch((error: unknown) =>
        log.error({ trade: id, reason: reasonOf(error) }, 'fill not told'),
      );
    }
    return this.known.get(id)?.fills ?? fills;
  }

  /** Something became of an order. */
  wake(orderId: string): void {
    for (const wake of this.#waiting.get(orderId) ?? []) wake();
  }

  wakeAll(): void {
    for (const orderId of this.#waiting.keys()) this.wake(orderId);
  }

  /** Resolves with the next news of an order, at the latest after `atMostMs`. */
  async news(orderId: string, atMostMs: number): Promise<void> {
    const heard = new AbortController();
    const wake = () => heard.abort();
    const waiting = this.#waiting.get(orderId) ?? new Set();
    waiting.add(wake);
    this.#waiting.set(orderId, waiting);
    await sleep(this.#options.clock, atMostMs, heard.signal);
    waiting.delete(wake);
    if (waiting.size === 0) this.#waiting.delete(orderId);
  }

  /** Reads what the stream may have lost: recent trades, and some of those that never came to an end. */
  async sweep(): Promise<void> {
    const now = this.#options.clock.now();
    const unfinished = this.known.unfinished();
    const recent = unfinished.filter(({ at }) => at > now - SWEEP_BACK_MS);
    const from = Math.min(this.#sweptAt, recent[0]?.at ?? now) - SWEEP_OVERLAP_MS;
    await this.read({ after: Math.floor(Math.max(from, now - SWEEP_BACK_MS) / 1000) });
    this.#sweptAt = now;
    const old = unfinished.filter(({ at }) => at <= now - SWEEP_BACK_MS);
    for (let asked = 0; asked < Math.min(HANGING_A_SWEEP, old.length); asked++) {
      const trade = old[this.#hanging++ % old.length];
      if (trade) await this.read({ id: trade.id });
    }
  }

  async #tell(fills: readonly OrderFill[]): Promise<void> {
    if (this.#listeners.length === 0) return;
    for (const { venueOrderId, ...fill } of fills) {
      const clientOrderId = await this.#options.clientOrderIdOf(venueOrderId);
      if (clientOrderId === null) continue;
      for (const listener of this.#listeners) listener({ ...fill, clientOrderId });
    }
  }
}
