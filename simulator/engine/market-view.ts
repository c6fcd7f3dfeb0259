import { seededRandom, seedFrom } from '@pm-arbitrage/core/random/random.js';
import { GRID_MS } from '../world/latent-path.js';
import type { Question, Venue } from '../world/question.js';

/** How the makers of one market learn of one piece of news. World milliseconds since the origin. */
interface Reaction {
  readonly newsAt: number;
  readonly learnedAt: number;
}

/** Milliseconds after which a quick market has re-quoted. */
const QUICK_MS = [120, 380] as const;
/** Milliseconds for which a slow market shows old prices: the life of a mispricing. */
const SLOW_MS = [1_400, 4_800] as const;
/** Share of news on which an outcome of an exclusive event is slow. */
const SLOW_OUTCOME_SHARE = 0.5;

/**
 * What the makers of one market believe. They follow the truth a moment late, and news reaches the market at its own
 * time: one of two twins is quick and the other slow, so their prices disagree for a few seconds.
 */
export class MarketView {
  readonly #reactions: readonly Reaction[];
  readonly #probabilityAt: (at: number) => number;
  readonly #lagMs: number;

  constructor(seed: number, question: Question, venue: Venue, outcome: number, probabilityAt: (at: number) => number) {
    this.#probabilityAt = probabilityAt;
    const random = seededRandom(seedFrom(seed, 'view', venue, question.lane, question.index, outcome));
    this.#lagMs = 50 + random.next() * 200;
    this.#reactions = question.news.map((elapsed, position) => {
      // Drawn without the venue, so that the twins agree on which of them is the slow one.
      const shared = seededRandom(seedFrom(seed, 'slow', question.lane, question.index, position)).next();
      const slow =
        question.outcomes.length > 1 ? random.next() < SLOW_OUTCOME_SHARE : shared < 0.5 === (venue === 'kalshi');
      const [low, high] = slow ? SLOW_MS : QUICK_MS;
      const newsAt = question.timeline.openAt + elapsed;
      return { newsAt, learnedAt: newsAt + low + random.next() * (high - low) };
    });
  }

  /** When this market re-quotes because it learned something, ascending, in world time. */
  get reactionTimes(): readonly number[] {
    return this.#reactions.map((reaction) => reaction.learnedAt);
  }

  /** The probability of YES that makers here believe at world time `at`. */
  believedAt(at: number): number {
    let seen = at - this.#lagMs;
    for (const { newsAt, learnedAt } of this.#reactions) {
      if (at < learnedAt && at >= newsAt) seen = Math.min(seen, newsAt - GRID_MS);
      // Once learned, the news counts although the usual lag would still hide it.
      else if (at >= learnedAt && seen < newsAt) seen = newsAt;
    }
    return this.#probabilityAt(seen);
  }
}
