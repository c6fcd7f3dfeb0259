import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { NewsRuling } from '@pm-arbitrage/core/domain/news-ruling.js';
import type { MarketId } from '@pm-arbitrage/core/domain/platform.js';
import { classifyMarket } from '@pm-arbitrage/core/settlement-terms/classify-market.js';
import type { FairValues } from '../contract-board.js';
import { fairValuesOf } from '../valuation/valuation.js';

/** How often two sources that agree are both wrong about what a market settles on, and how well that is known: assumptions. */
const WRONG = 0.03;
const WRONG_ERROR = 0.015;
/** A ruling is repeated every five seconds; one that is not does not stand any more, ms. */
const STANDS_MS = 15_000;
const ENDED: ReadonlySet<Market['status']> = new Set(['closed', 'determined', 'resolved']);

/** What a market is worth now; null where the news say nothing of it any more. */
export interface NewsValue {
  readonly market: MarketId;
  readonly values: FairValues | null;
}

/**
 * What markets are worth that the news have decided: those whose rules no model understands, by rulings that stand and are of
 * their very rules. Pure: time is an argument.
 */
export class NewsValues {
  readonly #markets = new Map<MarketId, Market>();
  /** When the ruling of a valued market was said last, Unix ms. */
  readonly #standing = new Map<MarketId, number>();

  /** Markets that have a value now. */
  get size(): number {
    return this.#standing.size;
  }

  /** Takes a market as it is listed now. @returns a value that is gone; null where nothing changed */
  market(market: Market): NewsValue | null {
    const known = this.#markets.get(market.id);
    if (ENDED.has(market.status)) this.#markets.delete(market.id);
    else this.#markets.set(market.id, market);
    const holds = known?.rulesHash === market.rulesHash && !ENDED.has(market.status);
    return holds ? null : this.#drop(market.id);
  }

  /** Takes what the reader of news says; `now` Unix ms. @returns the value that changed; null where none did */
  ruling({ market: id, rulesHash, outcome, sentences, at }: NewsRuling, now: number): NewsValue | null {
    const market = this.#markets.get(id);
    const stands = outcome !== null && sentences.length > 0 && now - at <= STANDS_MS;
    if (!stands || market?.rulesHash !== rulesHash) return this.#drop(id);
    if (!this.#standing.has(id) && classifyMarket(market).kind !== 'unclassified') return null;
    this.#standing.set(id, at);
    const values = fairValuesOf({
      kind: 'valued',
      probability: outcome === 'yes' ? 1 - WRONG : WRONG,
      standardError: WRONG_ERROR,
      model: 'news/decided',
      sources: [...new Set(sentences.map(({ publisher }) => `news ${publisher}`))],
      oracleAt: at,
      maxAgeMs: STANDS_MS,
      live: false,
    });
    return { market: id, values };
  }

  /** Drops what was not said again in time; `now` Unix ms. */
  sweep(now: number): readonly NewsValue[] {
    const silent = [...this.#standing].filter(([, at]) => now - at > STANDS_MS);
    return silent.map(([market]) => this.#drop(market)).filter((value) => value !== null);
  }

  #drop(market: MarketId): NewsValue | null {
    return this.#standing.delete(market) ? { market, values: null } : null;
  }
}
