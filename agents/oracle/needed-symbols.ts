import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { OracleType } from '@pm-arbitrage/core/domain/oracle-tick.js';
import type { MarketId } from '@pm-arbitrage/core/domain/platform.js';

/** Something in the world that a market settles on. */
export interface Need {
  readonly type: OracleType;
  readonly symbol: string;
}

/** Reads from a market's own texts what must be watched before it can be priced. */
export type NeedsOf = (market: Market) => readonly Need[];

const ENDED: ReadonlySet<Market['status']> = new Set(['closed', 'determined', 'resolved']);
/** No source takes more, and no bankroll needs more. */
const MOST_SYMBOLS = 200;

/** The symbols of one type of oracle that are to be watched: those of the configuration, and those that markets need. */
export class NeededSymbols {
  readonly #type: OracleType;
  readonly #needsOf: NeedsOf;
  readonly #always: readonly string[];
  readonly #byMarket = new Map<MarketId, readonly string[]>();
  #told = '';

  constructor(type: OracleType, always: readonly string[], needsOf: NeedsOf) {
    this.#type = type;
    this.#always = always;
    this.#needsOf = needsOf;
  }

  get size(): number {
    return this.#symbols().length;
  }

  take(market: Market): void {
    if (ENDED.has(market.status)) {
      this.#byMarket.delete(market.id);
      return;
    }
    const symbols = this.#needsOf(market).flatMap(({ type, symbol }) => (type === this.#type ? [symbol] : []));
    if (symbols.length > 0) this.#byMarket.set(market.id, symbols);
    else this.#byMarket.delete(market.id);
  }

  /** The symbols, if they are others than those told last; null otherwise. */
  changed(): readonly string[] | null {
    const symbols = this.#symbols();
    const text = symbols.join(' ');
    if (text === this.#told) return null;
    this.#told = text;
    return symbols;
  }

  /** Those of the configuration first, then those that most markets need. */
  #symbols(): readonly string[] {
    const markets = new Map<string, number>();
    for (const symbols of this.#byMarket.values())
      for (const symbol of symbols) markets.set(symbol, (markets.get(symbol) ?? 0) + 1);
    const wanted = [...markets].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([symbol]) => symbol);
    return [...new Set([...this.#always, ...wanted])].slice(0, MOST_SYMBOLS).sort();
  }
}
