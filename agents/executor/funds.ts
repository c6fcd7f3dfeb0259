import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { Platform } from '@pm-arbitrage/core/domain/platform.js';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import type { Logger } from '@pm-arbitrage/core/log/logger.js';
import { addUsd, subUsd, type Usd, ZERO_USD } from '@pm-arbitrage/core/money/money.js';
import type { TradingVenue } from '@pm-arbitrage/core/ports/trading-venue.js';

/** A balance older than this is asked for again before it is believed. */
const MAX_AGE_MS = 5_000;

/** Where the cash for a market lies: Kalshi keeps it by exchange shard, Polymarket in one wallet. */
export const potOf = ({ platform, routing }: Pick<Market, 'platform' | 'routing'>): string =>
  routing.platform === 'kalshi' ? `${platform}:${routing.exchangeIndex}` : platform;

interface Pot {
  /** Any market that draws on it: venues tell balances by market. */
  readonly market: Market;
  free: Usd;
  /** `monotonic` ms. */
  readAt: number;
}

/**
 * Free cash by pot, read in the background so that no trade waits for it, less what trades under way have reserved. A
 * reservation ends with the next read after its trade, so money is at worst counted as spent twice, never as free twice.
 */
export class Funds {
  readonly #venues: ReadonlyMap<Platform, TradingVenue>;
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #pots = new Map<string, Pot>();
  readonly #reserved = new Map<string, ReadonlyMap<string, Usd>>();

  constructor(options: { venues: ReadonlyMap<Platform, TradingVenue>; clock: Clock; log: Logger }) {
    this.#venues = options.venues;
    this.#clock = options.clock;
    this.#log = options.log;
  }

  /** Free cash by pot for an order in each of these markets. @throws when a venue does not say */
  async available(markets: readonly Market[]): Promise<ReadonlyMap<string, Usd>> {
    const wanted = new Map(markets.map((market) => [potOf(market), market]));
    await Promise.all([...wanted].filter(([pot]) => this.#isOld(pot)).map(([, market]) => this.#read(market)));
    return new Map([...wanted.keys()].map((pot) => [pot, this.#free(pot)]));
  }

  /** Sets cash aside for a trade until `release`. */
  reserve(tradeId: string, amounts: ReadonlyMap<string, Usd>): void {
    this.#reserved.set(tradeId, amounts);
  }

  /** The trade is over: the venues' balances speak for it, once they have been read again. */
  async release(tradeId: string): Promise<void> {
    const pots = [...(this.#reserved.get(tradeId) ?? new Map<string, Usd>()).keys()];
    await this.#readAgain(pots);
    this.#reserved.delete(tradeId);
  }

  /** Reads every pot in use again. */
  refresh(): Promise<void> {
    return this.#readAgain([...this.#pots.keys()]);
  }

  #free(pot: string): Usd {
    let free = this.#pots.get(pot)?.free ?? ZERO_USD;
    for (const amounts of this.#reserved.values()) free = subUsd(free, amounts.get(pot) ?? ZERO_USD);
    return free;
  }

  #isOld(pot: string): boolean {
    const known = this.#pots.get(pot);
    return known === undefined || this.#clock.monotonic() - known.readAt > MAX_AGE_MS;
  }

  async #readAgain(pots: readonly string[]): Promise<void> {
    const known = pots.flatMap((pot) => this.#pots.get(pot)?.market ?? []);
    await Promise.all(
      known.map(async (market) => {
        try {
          await this.#read(market);
        } catch (error) {
          // Believed only while it is young: the next trade asks itself, and is refused when there is no answer.
          this.#log.warn({ pot: potOf(market), error: messageOf(error) }, 'balance not read');
        }
      }),
    );
  }

  async #read(market: Market): Promise<void> {
    const venue = this.#venues.get(market.platform);
    if (!venue) return;
    const readAt = this.#clock.monotonic();
    const { available } = await venue.balance(market.id);
    this.#pots.set(potOf(market), { market, free: available, readAt });
  }
}

/** What a trade takes from each pot. */
export function costByPot(legs: readonly { readonly market: Market; readonly cost: Usd }[]): ReadonlyMap<string, Usd> {
  const costs = new Map<string, Usd>();
  for (const { market, cost } of legs) {
    const pot = potOf(market);
    costs.set(pot, addUsd(costs.get(pot) ?? ZERO_USD, cost));
  }
  return costs;
}
