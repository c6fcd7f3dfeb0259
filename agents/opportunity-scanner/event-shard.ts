import { createHash } from 'node:crypto';
import type { Market } from '@pm-arbitrage/core/domain/market.js';

/** Two venues may use the same text for different events. */
export const eventKey = (market: Market): string => `${market.platform} ${market.event.id}`;

/**
 * The part of all events that one of several scanners answers for. A cover belongs to the first of its markets' events, by
 * name. That follows from the cover alone: scanners agree on it whatever each has seen, and whenever it was started.
 */
export class EventShard {
  readonly #owned = new Map<string, boolean>();

  /** @param index from 0 @param count of all scanners */
  constructor(
    readonly index = 0,
    readonly count = 1,
  ) {}

  /** Whether there is no other. */
  get isWhole(): boolean {
    return this.count === 1;
  }

  /** Whether a market's event is in this part. */
  owns(market: Market): boolean {
    return this.isWhole || this.#ownsEvent(eventKey(market));
  }

  /** Whether a cover of these markets is in this part. */
  ownsCover(markets: readonly Market[]): boolean {
    return this.isWhole || this.#ownsEvent(markets.map(eventKey).reduce((first, key) => (key < first ? key : first)));
  }

  #ownsEvent(key: string): boolean {
    const known = this.#owned.get(key);
    if (known !== undefined) return known;
    const owned = createHash('sha256').update(key).digest().readUInt32BE() % this.count === this.index;
    this.#owned.set(key, owned);
    return owned;
  }
}
