import type { Config } from '@pm-arbitrage/core/config/schema.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { Story } from '@pm-arbitrage/core/domain/news-reading.js';
import { cleanText } from '../market-matcher/advice/clean-text.js';
import { registeredDomain } from './registered-domain.js';

type Feeds = Config['oracles']['news']['feeds'];

/** Feeds of those who settle markets, as the configuration names them. */
export class OfficialFeeds {
  /** The domain of the feed itself, by publisher: what an entry links to says nothing of who wrote it. */
  readonly #domains = new Map<string, string>();

  constructor(feeds: Feeds) {
    for (const { official, publisher, url } of feeds)
      if (official) this.#domains.set(cleanText(publisher).toLowerCase(), registeredDomain(url));
  }

  /** Whether a story comes from such a feed, leads to its own site, and the market's texts name that site. */
  speaks({ publisher, domain }: Story, { rules, sources }: Market): boolean {
    const own = this.#domains.get(publisher);
    if (own === undefined || own === '' || domain !== own) return false;
    return sources.some((source) => registeredDomain(source) === own) || rules.toLowerCase().includes(own);
  }
}
