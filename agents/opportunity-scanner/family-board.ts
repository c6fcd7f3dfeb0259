import { isDeepStrictEqual } from 'node:util';
import type { Cover } from '@pm-arbitrage/core/domain/cover.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { MarketId } from '@pm-arbitrage/core/domain/platform.js';
import type { PriceUpdate } from '@pm-arbitrage/core/domain/price-update.js';
import type { Family } from './family.js';
import { FamilySearch } from './family-search.js';

/** Covers kept of one family after they were found, so that they are watched while prices move. */
const KEPT = 16;

export interface BoardOptions {
  readonly marketOf: (id: MarketId) => Market;
  readonly hurdlePpm: number;
  readonly books: ReadonlyMap<MarketId, PriceUpdate>;
  /** Whether a cover is being traded on; such a one is not forgotten. */
  readonly isOpen: (coverId: string) => boolean;
}

/** What the board's owner has to do: watch these covers, and those no more. */
export interface BoardChange {
  readonly found: readonly Cover[];
  readonly lost: readonly string[];
}

interface Watched {
  readonly search: FamilySearch;
  /** Ids of the covers found, oldest first. */
  readonly found: Set<string>;
}

/** All families, by the source they come from, and the covers that were found in them. */
export class FamilyBoard {
  readonly #options: BoardOptions;
  readonly #sources = new Map<string, readonly Watched[]>();
  readonly #watching = new Map<MarketId, Set<Watched>>();
  readonly #none: ReadonlySet<Watched> = new Set();

  constructor(options: BoardOptions) {
    this.#options = options;
  }

  get size(): number {
    let size = 0;
    for (const watched of this.#sources.values()) size += watched.length;
    return size;
  }

  /** Whether any family holds this market. */
  watches(market: MarketId): boolean {
    return (this.#watching.get(market)?.size ?? 0) > 0;
  }

  /** The markets of the families of a source. */
  marketsOf(source: string): readonly MarketId[] {
    return (this.#sources.get(source) ?? []).flatMap(({ search }) => search.family.members.map(({ market }) => market));
  }

  /** Takes the families that a source gives now, in place of those it gave before. */
  replace(source: string, families: readonly Family[], now: number): BoardChange {
    const before = this.#sources.get(source) ?? [];
    if (
      isDeepStrictEqual(
        before.map(({ search }) => search.family),
        families,
      )
    )
      return { found: [], lost: [] };
    for (const watched of before)
      for (const { market } of watched.search.family.members) this.#watching.get(market)?.delete(watched);
    const { marketOf, hurdlePpm, books } = this.#options;
    const watched = families.map((family): Watched => {
      const one = { search: new FamilySearch(family, { marketOf, hurdlePpm }), found: new Set<string>() };
      for (const { market } of family.members)
        this.#watching.set(market, (this.#watching.get(market) ?? new Set()).add(one));
      return one;
    });
    if (watched.length === 0) this.#sources.delete(source);
    else this.#sources.set(source, watched);
    const lost = before.flatMap(({ found }) => [...found]);
    const found = watched.flatMap((one) =>
      one.search.family.members.flatMap(({ market }) => {
        const book = books.get(market);
        return book === undefined ? [] : this.#note(one, one.search.price(book, now)).found;
      }),
    );
    return { found, lost };
  }

  /** Takes the best asks of a market into its families. */
  price(update: PriceUpdate, now: number): BoardChange {
    return join(
      [...(this.#watching.get(update.market) ?? this.#none)].map((one) =>
        this.#note(one, one.search.price(update, now)),
      ),
    );
  }

  /** Looks again at every family whose prices moved. To be called every second or so. */
  sweep(): BoardChange {
    const all: BoardChange[] = [];
    for (const watched of this.#sources.values())
      for (const one of watched) all.push(this.#note(one, one.search.again()));
    return join(all);
  }

  #note(watched: Watched, covers: readonly Cover[]): BoardChange {
    const lost: string[] = [];
    for (const { id } of covers) {
      watched.found.delete(id);
      watched.found.add(id);
    }
    for (const id of watched.found) {
      if (watched.found.size <= KEPT) break;
      if (this.#options.isOpen(id) || covers.some((cover) => cover.id === id)) continue;
      watched.found.delete(id);
      lost.push(id);
    }
    return { found: covers, lost };
  }
}

const NO_CHANGE: BoardChange = { found: [], lost: [] };

function join(changes: readonly BoardChange[]): BoardChange {
  const [only = NO_CHANGE] = changes;
  if (changes.length <= 1) return only;
  return { found: changes.flatMap(({ found }) => found), lost: changes.flatMap(({ lost }) => lost) };
}
