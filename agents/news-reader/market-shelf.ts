import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { Story } from '@pm-arbitrage/core/domain/news-reading.js';
import type { MarketId } from '@pm-arbitrage/core/domain/platform.js';
import { classifyMarket } from '@pm-arbitrage/core/settlement-terms/classify-market.js';
import { aboutMarket, storyWords } from './about-market.js';
import { type MarketSubject, marketSubject } from './market-subject.js';

/** A market that news can decide. */
export interface ShelvedMarket {
  readonly market: Market;
  readonly subject: MarketSubject;
}

/** Markets of one story that are read for; a story about everything is about nothing. */
const MOST_MARKETS = 4;
const OPEN: ReadonlySet<Market['status']> = new Set(['open', 'paused']);

/**
 * The listed markets that a headline could decide: those that trade, ask for no number, and have no source that is listened
 * to, for those are priced by it.
 */
export class MarketShelf {
  readonly #markets = new Map<MarketId, ShelvedMarket>();

  get size(): number {
    return this.#markets.size;
  }

  get(id: MarketId): ShelvedMarket | undefined {
    return this.#markets.get(id);
  }

  /** Takes a market as it is listed now. @returns what became of it; `asks`: it is new here, or asks something else now */
  take(market: Market): 'asks' | 'same' | 'left' | 'none' {
    const known = this.#markets.get(market.id);
    const { strike } = market;
    const asksForNumber = strike !== null && (strike.floor !== null || strike.cap !== null);
    const same = known?.market.rulesHash === market.rulesHash && known.market.title === market.title;
    const isRead =
      OPEN.has(market.status) && !asksForNumber && (same || classifyMarket(market).kind === 'unclassified');
    if (!isRead) return this.#markets.delete(market.id) ? 'left' : 'none';
    this.#markets.set(market.id, { market, subject: same ? known.subject : marketSubject(market) });
    return same ? 'same' : 'asks';
  }

  /** The markets that a story may be about, if they are few; published while they trade. */
  about(story: Story): readonly ShelvedMarket[] {
    const found = [...this.#markets.values()].filter((shelved) => mayDecide(story, shelved));
    return found.length > MOST_MARKETS ? [] : found;
  }

  /** Whether a story may be about this market, and about few others. */
  isAbout(story: Story, id: MarketId): boolean {
    const shelved = this.#markets.get(id);
    return shelved !== undefined && mayDecide(story, shelved) && this.about(story).length > 0;
  }
}

function mayDecide(story: Story, { market, subject }: ShelvedMarket): boolean {
  const { openTime, closeTime } = market;
  return story.at >= (openTime ?? 0) && story.at <= closeTime && aboutMarket(storyWords(story), subject);
}
