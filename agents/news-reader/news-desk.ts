import type { Story } from '@pm-arbitrage/core/domain/news-reading.js';
import type { MarketId } from '@pm-arbitrage/core/domain/platform.js';
import { MOST_AGE_MS, type Reading, type Standing, weighReadings } from './weigh-readings.js';

/** Readings kept of a market: a flood of stories about one must not cost the day's money. */
const MOST_READINGS = 12;
const MOST_STORIES = 5_000;
/** Stories that a market is held against when it is listed. */
const MOST_RECENT = 500;

const keyOf = ({ key, textHash }: Story): string => `${key} ${textHash}`;

/** What was read of every market, and which version of each story is the newest. Pure state: no clock, no network. */
export class NewsDesk {
  readonly #readings = new Map<MarketId, Map<string, Reading>>();
  /** The newest version of each story; the oldest stories are forgotten first. */
  readonly #newest = new Map<string, Story>();
  /** Markets for which a story was read or is to be, by story. */
  readonly #readFor = new Map<string, Set<MarketId>>();

  /** Takes a version of a story. @returns the markets for which an earlier one was read: they must be looked at again */
  story(story: Story): readonly MarketId[] {
    const before = this.#newest.get(story.key)?.textHash;
    this.#newest.delete(story.key);
    this.#newest.set(story.key, story);
    const [oldest] = this.#newest.keys();
    if (this.#newest.size > MOST_STORIES && oldest !== undefined) {
      this.#newest.delete(oldest);
      this.#readFor.delete(oldest);
    }
    return before === undefined || before === story.textHash ? [] : [...(this.#readFor.get(story.key) ?? [])];
  }

  /** Whether this version of a story was read for the market, or is the newest no more. */
  isDone(market: MarketId, story: Story): boolean {
    const isOld = (this.#newest.get(story.key) ?? story).textHash !== story.textHash;
    return isOld || (this.#readings.get(market)?.has(keyOf(story)) ?? false);
  }

  /** Whether more may be read for a market. Stories that were read for it before may always be read again. */
  isFull(market: MarketId, story: Story): boolean {
    if (this.#readFor.get(story.key)?.has(market) === true) return false;
    return (this.#readings.get(market)?.size ?? 0) >= MOST_READINGS;
  }

  take(market: MarketId, reading: Reading): void {
    const known = this.#readings.get(market) ?? new Map<string, Reading>();
    known.set(keyOf(reading.story), reading);
    this.#readings.set(market, known);
    const markets = this.#readFor.get(reading.story.key) ?? new Set();
    this.#readFor.set(reading.story.key, markets.add(market));
  }

  /** Forgets what counts no more at a time, Unix ms. */
  prune(now: number): void {
    for (const [market, readings] of this.#readings) {
      for (const [key, { story }] of readings) if (now - story.at > MOST_AGE_MS) readings.delete(key);
      if (readings.size === 0) this.#readings.delete(market);
    }
  }

  /** A market has left, or asks something else now. */
  forget(market: MarketId): void {
    this.#readings.delete(market);
  }

  standing(market: MarketId, now: number): Standing {
    const readings = [...(this.#readings.get(market)?.values() ?? [])];
    return weighReadings(readings, (key) => this.#newest.get(key)?.textHash, now);
  }

  /** The newest stories of the last day, as they read now. `now` Unix ms */
  recent(now: number): readonly Story[] {
    return [...this.#newest.values()].slice(-MOST_RECENT).filter(({ at }) => now - at <= MOST_AGE_MS);
  }

  /** Markets of which something was read. */
  get markets(): readonly MarketId[] {
    return [...this.#readings.keys()];
  }
}
