import type { ListingPrints } from '@pm-arbitrage/core/domain/match-evidence.js';
import type { Match } from '@pm-arbitrage/core/domain/match.js';
import type { PairAdvice, ReviewPair } from './advice/advice.js';
import { adviceDecision, pairKeyOf } from './advice/advice-decision.js';
import type { KnownAdvice } from './advice/known-advice.js';
import type { Decision } from './decision.js';
import { type MatchBook, matchIdOf } from './match-book.js';
import type { FoundPair, PairFinder } from './pair-finder.js';
import { rulesDecision } from './rules-decision.js';

/** What a round of judging came to. */
export interface Judged {
  /** Matches that were made or changed. */
  readonly changed: readonly Match[];
  readonly decisions: readonly Decision[];
}

/** Brings judgements into the book: those of the rules, and the model's where the rules leave a pair for review. */
export class PairJudge {
  readonly #book: MatchBook;
  readonly #finder: PairFinder;
  readonly #known: KnownAdvice;

  constructor(from: { readonly book: MatchBook; readonly finder: PairFinder; readonly known: KnownAdvice }) {
    this.#book = from.book;
    this.#finder = from.finder;
    this.#known = from.known;
  }

  /** Takes pairs that were found. @returns also those that the rules leave for review. */
  found(pairs: readonly FoundPair[], now: number): Judged & { readonly inDoubt: readonly ReviewPair[] } {
    const changed: Match[] = [];
    const decisions: Decision[] = [];
    const inDoubt: ReviewPair[] = [];
    for (const pair of pairs) {
      const { key, kalshi, polymarket, judgement } = pair;
      const prints = { kalshi: kalshi.print, polymarket: polymarket.print };
      const matches = this.#book.judge(key, this.#known.applyTo(judgement, prints), now);
      changed.push(...matches);
      if (matches.length > 0) decisions.push(rulesDecision(pair, now));
      const { verdict } = judgement;
      if (verdict.decision === 'review') inDoubt.push({ first: kalshi.listing, second: polymarket.listing, verdict });
    }
    return { changed, decisions, inDoubt };
  }

  /** Takes what the model made of pairs. An answer to texts that are no longer listed is kept, and decides nothing. */
  answered(answers: readonly PairAdvice[], now: number): Judged {
    const decisions = answers.map((answer) => adviceDecision(answer, now));
    const changed = decisions.flatMap(({ evidence: { prints } }, index) => {
      const { pair, advice } = answers[index] as PairAdvice;
      if (this.stateOf(pair, prints) !== 'open') return [];
      const key = pairKeyOf(pair);
      const found = this.#finder.judge(key, now);
      if (found?.judgement.verdict.decision !== 'review') return [];
      // Where nobody answered, the pair stays as the rules left it, with the reason.
      const unanswered = { ...found.judgement, verdict: advice.verdict };
      const judgement = this.#known.has(prints) ? this.#known.applyTo(found.judgement, prints) : unanswered;
      return this.#book.judge(key, judgement, now);
    });
    return { changed, decisions };
  }

  /** Whether a question about a pair still stands: `gone` where a text changed, `held` where it is not in doubt. */
  stateOf(pair: ReviewPair, prints: ListingPrints): 'open' | 'held' | 'gone' {
    const key = pairKeyOf(pair);
    if (!this.#finder.isCurrent(key, prints)) return 'gone';
    return this.#book.isInDoubt(matchIdOf(key)) ? 'open' : 'held';
  }
}
