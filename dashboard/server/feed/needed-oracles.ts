import { channels } from '@pm-arbitrage/core/bus/channels.js';
import type { Bus, Subscription } from '@pm-arbitrage/core/bus/bus.js';
import type { Config } from '@pm-arbitrage/core/config/schema.js';
import { watchedSymbols } from '@pm-arbitrage/core/config/watched-symbols.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import { type OracleTick, type OracleType, oracleTypes } from '@pm-arbitrage/core/domain/oracle-tick.js';
import { classifyMarket } from '@pm-arbitrage/core/settlement-terms/classify-market.js';

/** Symbols that are followed, and markets that are read for them: enough for what is held and matched. */
const MOST_SYMBOLS = 200;
const MOST_MARKETS = 1_000;

/** Follows what oracles say of the symbols that are configured, and of those that the markets in view settle on. */
export class NeededOracles {
  readonly #bus: Bus;
  readonly #take: (tick: OracleTick) => void;
  readonly #read = new Set<string>();
  readonly #followed = new Set<string>();
  readonly #subscriptions: Promise<Subscription>[] = [];

  constructor(bus: Bus, config: Config['oracles'], take: (tick: OracleTick) => void) {
    this.#bus = bus;
    this.#take = take;
    for (const type of oracleTypes) for (const symbol of watchedSymbols(config, type)) this.#follow(type, symbol);
  }

  /** Reads a market once; one that is not understood needs nothing. */
  see(market: Market): void {
    if (this.#read.has(market.id) || this.#read.size >= MOST_MARKETS) return;
    this.#read.add(market.id);
    const terms = classifyMarket(market);
    if (terms.kind !== 'unclassified') for (const { type, symbol } of terms.needs) this.#follow(type, symbol);
  }

  async close(): Promise<void> {
    for (const subscription of this.#subscriptions) await (await subscription).close();
  }

  #follow(type: OracleType, symbol: string): void {
    const key = `${type}/${symbol}`;
    if (this.#followed.has(key) || this.#followed.size >= MOST_SYMBOLS) return;
    this.#followed.add(key);
    this.#subscriptions.push(this.#bus.follow([channels.oracle(type, symbol)], this.#take));
  }
}
