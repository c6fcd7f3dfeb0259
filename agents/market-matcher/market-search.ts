import type { Ladder } from '@pm-arbitrage/core/domain/ladder.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { ListingPrints } from '@pm-arbitrage/core/domain/match-evidence.js';
import type { PairAdvice, ReviewPair } from './advice/advice.js';
import { pairKeyOf } from './advice/advice-decision.js';
import type { KnownAdvice } from './advice/known-advice.js';
import { MarketReader, type Reading } from './market-reader.js';
import type { MatchBook } from './match-book.js';
import { PairFinder } from './pair-finder.js';
import { type Judged, PairJudge } from './pair-judge.js';
import { LadderBook } from './structure/ladder-book.js';

/** What one step of the search came to. */
export interface Findings extends Judged {
  /** Pairs that the rules leave for review. */
  readonly inDoubt: readonly ReviewPair[];
  /** Ladders that came, changed or went. */
  readonly ladders: readonly Ladder[];
}

const NOTHING: Findings = { changed: [], decisions: [], inDoubt: [], ladders: [] };

/** Reads the listed markets and looks for pairs and ladders among them, one small step at a time. */
export class MarketSearch {
  readonly #reader = new MarketReader();
  readonly #finder: PairFinder;
  readonly #ladders = new LadderBook();
  readonly #judge: PairJudge;

  constructor(from: { readonly book: MatchBook; readonly known: KnownAdvice; readonly ladders: readonly Ladder[] }) {
    this.#finder = new PairFinder((market) => from.book.judgedPairsOf(market));
    this.#judge = new PairJudge({ book: from.book, finder: this.#finder, known: from.known });
    this.#ladders.remember(from.ladders);
  }

  /** Steps that are due, at least. */
  get waiting(): number {
    return this.#reader.waiting + this.#finder.waiting + this.#ladders.waiting;
  }

  /** Whether pairs may still be found that were there all along. */
  get isPairing(): boolean {
    return this.#reader.waiting + this.#finder.waiting > 0;
  }

  get ladderCount(): number {
    return this.#ladders.size;
  }

  /** Takes a market as it is listed now. */
  take(market: Market): void {
    this.#reader.take(market);
  }

  /** Does what is due next; null when nothing is. Reading comes first, or the search would be among a part. */
  step(now: number): Findings | null {
    const reading = this.#reader.next();
    if (reading !== null) {
      this.#pass(reading);
      return NOTHING;
    }
    const found = this.#finder.next(now);
    if (found !== null) return { ...NOTHING, ...this.#judge.found(found, now) };
    const ladders = this.#ladders.next(now);
    return ladders === null ? null : { ...NOTHING, ladders };
  }

  /** Takes what the model made of pairs. */
  answered(answers: readonly PairAdvice[], now: number): Judged {
    // An answer must not be held against a text that was listed before it.
    for (const { pair } of answers) {
      const { kalshi, polymarket } = pairKeyOf(pair);
      for (const id of [kalshi, polymarket]) {
        const reading = this.#reader.read(id);
        if (reading !== null) this.#pass(reading);
      }
    }
    return this.#judge.answered(answers, now);
  }

  /** Whether a question about a pair still stands. */
  stateOf(pair: ReviewPair, prints: ListingPrints): ReturnType<PairJudge['stateOf']> {
    return this.#judge.stateOf(pair, prints);
  }

  #pass({ market, read }: Reading): void {
    this.#finder.take(market.id, read);
    this.#ladders.take(market, read);
  }
}
