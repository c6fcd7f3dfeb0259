import type { Cover } from '@pm-arbitrage/core/domain/cover.js';
import type { MarketId } from '@pm-arbitrage/core/domain/platform.js';

/** Where a market appears in a cover: the index of its YES leg and of its NO leg, −1 where it has none. */
export interface Touch<T> {
  readonly entry: T;
  readonly yes: number;
  readonly no: number;
}

/** From a market to the covers that a price of it may change. */
export class CoverIndex<T extends { readonly cover: Cover }> {
  readonly #entries = new Map<string, T>();
  readonly #touches = new Map<MarketId, Touch<T>[]>();
  readonly #none: readonly Touch<T>[] = [];

  get size(): number {
    return this.#entries.size;
  }

  get(coverId: string): T | undefined {
    return this.#entries.get(coverId);
  }

  values(): Iterable<T> {
    return this.#entries.values();
  }

  touching(market: MarketId): readonly Touch<T>[] {
    return this.#touches.get(market) ?? this.#none;
  }

  /** Adds an entry; one with the same cover id is replaced. */
  add(entry: T): void {
    this.remove(entry.cover.id);
    this.#entries.set(entry.cover.id, entry);
    for (const market of marketsOf(entry.cover)) {
      const at = (side: 'yes' | 'no') =>
        entry.cover.legs.findIndex((leg) => leg.market === market && leg.side === side);
      const touches = this.#touches.get(market) ?? [];
      touches.push({ entry, yes: at('yes'), no: at('no') });
      this.#touches.set(market, touches);
    }
  }

  remove(coverId: string): T | undefined {
    const entry = this.#entries.get(coverId);
    if (entry === undefined) return undefined;
    this.#entries.delete(coverId);
    for (const market of marketsOf(entry.cover)) {
      const left = (this.#touches.get(market) ?? []).filter((touch) => touch.entry !== entry);
      if (left.length === 0) this.#touches.delete(market);
      else this.#touches.set(market, left);
    }
    return entry;
  }
}

const marketsOf = (cover: Cover): ReadonlySet<MarketId> => new Set(cover.legs.map((leg) => leg.market));
