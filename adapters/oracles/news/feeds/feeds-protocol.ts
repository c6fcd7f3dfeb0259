import type { PollDesk, PollJob, PollProtocol, PollVisit } from '../../polling/poll-protocol.js';
import { headlineTick } from '../headline-tick.js';
import { ToldHeadlines } from '../told-headlines.js';
import type { Feed } from './feed.js';
import { readFeed } from './read-feed.js';

/** A feed that is read for a topic. */
export interface NewsFeed {
  /** The topic, as ticks name it: `fed`. Several feeds may be of one. */
  readonly symbol: string;
  readonly url: string;
  /** Who publishes it: what independent sources are told apart by. */
  readonly publisher: string;
}

const SECOND_MS = 1_000;
/** What is older when a feed is read for the first time is no news. */
const BACKLOG_MS = 24 * 3_600_000;
/** Feeds that ask for more patience than this do not get it, ms. */
const LONGEST_MS = 1_800_000;
const TYPES = /xml|rss|atom|text\/plain|octet-stream/;

/** Headlines from feeds. */
export class FeedsProtocol implements PollProtocol {
  readonly #desk: PollDesk;
  readonly #feeds: readonly NewsFeed[];
  readonly #leastMs: number;
  readonly #told = new ToldHeadlines();
  /** How long each feed asks not to be asked again, ms. */
  readonly #patience = new Map<string, number>();
  readonly #read = new Set<string>();

  constructor(desk: PollDesk, feeds: readonly NewsFeed[], leastMs: number) {
    this.#desk = desk;
    this.#feeds = feeds;
    this.#leastMs = leastMs;
  }

  refusal(symbol: string): string | null {
    return this.#feeds.some((feed) => feed.symbol === symbol) ? null : 'no feed is set for it';
  }

  jobs(symbols: ReadonlySet<string>): readonly PollJob[] {
    const byUrl = new Map<string, NewsFeed[]>();
    for (const feed of this.#feeds)
      if (symbols.has(feed.symbol)) byUrl.set(feed.url, [...(byUrl.get(feed.url) ?? []), feed]);
    return [...byUrl].map(([url, feeds]) => ({
      key: [url, ...feeds.map(({ symbol }) => symbol)].join(' '),
      everyMs: () => Math.max(this.#leastMs, Math.min(LONGEST_MS, this.#patience.get(url) ?? 0)),
      run: (visit) => this.#look(visit, url, feeds),
    }));
  }

  async #look(visit: PollVisit, url: string, feeds: readonly NewsFeed[]): Promise<void> {
    // Whoever reads a feed for the first time must see it, changed or not.
    const conditional = feeds.every(({ symbol }) => this.#read.has(`${symbol} ${url}`));
    const answer = await visit.ask({ url, types: TYPES, conditional });
    if (answer.kind === 'failed') return;
    if (answer.kind === 'page') {
      const feed = readFeed(answer.bytes, answer.type);
      const [publisher] = feeds.map((one) => one.publisher);
      if (typeof feed === 'string') return visit.useless(url, 'malformed', `rss: ${publisher}: ${feed}`);
      if (feed.refused > 0)
        this.#desk.refuse('malformed', `rss: ${publisher}: ${feed.refused} entries without a title`);
      const maxAge = Number(/\bmax-age=(\d{1,6})\b/.exec(answer.headers.get('cache-control') ?? '')?.[1] ?? 0);
      this.#patience.set(url, Math.max(feed.ttlMs ?? 0, maxAge * SECOND_MS));
      for (const one of feeds) this.#tell(one, feed, answer.receivedAt);
    }
    for (const { symbol } of feeds) this.#desk.heard(symbol);
  }

  #tell({ symbol, url, publisher }: NewsFeed, feed: Feed, receivedAt: number): void {
    const first = !this.#read.has(`${symbol} ${url}`);
    this.#read.add(`${symbol} ${url}`);
    // Oldest first, as they were published.
    for (const { id, title, summary, link, publishedAt } of feed.entries.toReversed()) {
      const isNews = this.#told.isNews(
        `${symbol} ${link === '' ? `${publisher} ${id}` : link}`,
        `${title}\n${summary}`,
      );
      const old = publishedAt === null ? first : receivedAt - publishedAt > BACKLOG_MS;
      if (!isNews || (first && old)) continue;
      const headline = { id, title, summary, link, publisher };
      this.#desk.tick(headlineTick('rss', symbol, headline, { publishedAt, receivedAt }));
    }
  }
}
