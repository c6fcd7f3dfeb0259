import type { Market } from '@pm-arbitrage/core/domain/market.js';
import { type MarketId, marketId } from '@pm-arbitrage/core/domain/platform.js';
import { CandidateIndex } from './candidates/candidate-index.js';
import type { Judgement } from './dossier.js';
import { judgeQuestions } from './judging/judge-questions.js';
import { JUDGED_BY_RULES, type PairKey } from './match-book.js';
import { listingOfMarket } from './offline/listing-of-market.js';
import { readQuestion } from './reading/read-question.js';
import { analyseSettlement } from './settlement/analyse-settlement.js';
import type { SettlementSide } from './settlement/settlement-side.js';

/** A pair that was looked at, and what came of it. */
export interface FoundPair {
  readonly key: PairKey;
  readonly judgement: Judgement;
}

/** A pair that is refused is worth remembering, with the reason, only where it looks very much alike. */
const LOOKS_ALIKE = 0.5;

interface Known extends SettlementSide {
  readonly rulesHash: string;
  /** Everything that a judgement rests on. */
  readonly print: string;
}

/**
 * Finds the pairs among the markets that are listed. Markets that are new or whose texts changed wait in line, so that
 * a whole listing at once does not stop everything else.
 */
export class PairFinder {
  readonly #index = new CandidateIndex();
  readonly #known = new Map<MarketId, Known>();
  readonly #waiting = new Set<MarketId>();

  get waiting(): number {
    return this.#waiting.size;
  }

  /** Takes a market as it is listed now; one that can no longer be traded is forgotten. */
  take(market: Market): void {
    const { id, status, rulesHash } = market;
    if (status === 'closed' || status === 'determined' || status === 'resolved') {
      this.#index.remove(id);
      this.#known.delete(id);
      this.#waiting.delete(id);
      return;
    }
    const listing = listingOfMarket(market);
    const print = JSON.stringify(listing);
    if (this.#known.get(id)?.print === print) return;
    this.#known.set(id, { listing, question: readQuestion(listing), rulesHash, print });
    this.#index.add(listing);
    this.#waiting.add(id);
  }

  /** Judges the pairs of the market that waits longest; null when none waits. `now` Unix ms. */
  next(now: number): readonly FoundPair[] | null {
    const [id] = this.#waiting;
    if (id === undefined) return null;
    this.#waiting.delete(id);
    const known = this.#known.get(id);
    if (known === undefined) return [];
    return this.#index
      .candidatesOf(known.listing)
      .flatMap(({ listing, score }) => this.#judge(known, marketId(listing.platform, listing.id), score, now));
  }

  #judge(known: Known, otherId: MarketId, score: number, now: number): readonly FoundPair[] {
    const other = this.#known.get(otherId);
    if (other === undefined) return [];
    const [kalshi, polymarket] = known.listing.platform === 'kalshi' ? [known, other] : [other, known];
    const verdict = judgeQuestions(kalshi.question, polymarket.question);
    if (verdict.decision === 'refuse' && score < LOOKS_ALIKE) return [];
    const worlds = verdict.decision === 'refuse' ? [] : analyseSettlement(kalshi, polymarket, now);
    const texts = { kalshi: kalshi.rulesHash, polymarket: polymarket.rulesHash };
    const key = {
      kalshi: marketId('kalshi', kalshi.listing.id),
      polymarket: marketId('polymarket', polymarket.listing.id),
    };
    return [{ key, judgement: { verdict, worlds, by: JUDGED_BY_RULES, texts } }];
  }
}
