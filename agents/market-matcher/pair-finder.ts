import type { ListingPrints } from '@pm-arbitrage/core/domain/match-evidence.js';
import { type MarketId, marketId } from '@pm-arbitrage/core/domain/platform.js';
import { CandidateIndex } from './candidates/candidate-index.js';
import type { Judgement } from './dossier.js';
import { judgeQuestions } from './judging/judge-questions.js';
import { JUDGED_BY_RULES, type PairKey } from './match-book.js';
import type { ReadMarket } from './market-reader.js';
import { analyseSettlement } from './settlement/analyse-settlement.js';

/** A pair that was looked at, and what came of it. */
export interface FoundPair {
  readonly key: PairKey;
  /** By the rules alone. */
  readonly judgement: Judgement;
  readonly kalshi: ReadMarket;
  readonly polymarket: ReadMarket;
}

/** A pair that is refused is worth remembering, with the reason, only where it looks very much alike. */
const LOOKS_ALIKE = 0.5;

/**
 * Finds the pairs among the markets that are listed. Markets that are new or whose texts changed wait in line, so that
 * a whole listing at once does not stop everything else.
 */
export class PairFinder {
  readonly #standing: (market: MarketId) => readonly PairKey[];
  readonly #index = new CandidateIndex();
  readonly #known = new Map<MarketId, ReadMarket>();
  readonly #waiting = new Set<MarketId>();

  /** @param standing pairs of a market that trade, which are judged anew with it, however little they look alike now. */
  constructor(standing: (market: MarketId) => readonly PairKey[] = () => []) {
    this.#standing = standing;
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  /** Takes a market as it was read; null: it can no longer be traded. */
  take(id: MarketId, read: ReadMarket | null): void {
    if (read === null) {
      this.#index.remove(id);
      this.#known.delete(id);
      this.#waiting.delete(id);
      return;
    }
    if (this.#known.get(id) === read) return;
    this.#known.set(id, read);
    this.#index.add(read.listing);
    this.#waiting.add(id);
  }

  /** Judges the pairs of the market that waits longest; null when none waits. `now` Unix ms. */
  next(now: number): readonly FoundPair[] | null {
    const [id] = this.#waiting;
    if (id === undefined) return null;
    this.#waiting.delete(id);
    const known = this.#known.get(id);
    if (known === undefined) return [];
    const standing = new Map(this.#standing(id).map((key) => [otherOf(key, id), key]));
    const candidates = this.#index.candidatesOf(known.listing).flatMap(({ listing, score }) => {
      const other = marketId(listing.platform, listing.id);
      return standing.has(other) ? [] : this.#pair(known, other, score, now);
    });
    return [...[...standing.values()].flatMap((key) => this.judge(key, now) ?? []), ...candidates];
  }

  /** Judges a pair as its markets are listed now, whatever it looks like; null when one of them no longer is. */
  judge(key: PairKey, now: number): FoundPair | null {
    const kalshi = this.#known.get(key.kalshi);
    const polymarket = this.#known.get(key.polymarket);
    if (kalshi === undefined || polymarket === undefined) return null;
    const verdict = judgeQuestions(kalshi.question, polymarket.question);
    const worlds = verdict.decision === 'refuse' ? [] : analyseSettlement(kalshi, polymarket, now, verdict.polarity);
    const texts = { kalshi: kalshi.rulesHash, polymarket: polymarket.rulesHash };
    return { key, judgement: { verdict, worlds, by: JUDGED_BY_RULES, texts }, kalshi, polymarket };
  }

  /** Whether both listings of a pair are still the ones that are listed. */
  isCurrent({ kalshi, polymarket }: PairKey, prints: ListingPrints): boolean {
    return this.#known.get(kalshi)?.print === prints.kalshi && this.#known.get(polymarket)?.print === prints.polymarket;
  }

  #pair(known: ReadMarket, otherId: MarketId, score: number, now: number): readonly FoundPair[] {
    const knownId = marketId(known.listing.platform, known.listing.id);
    const [kalshi, polymarket] = known.listing.platform === 'kalshi' ? [knownId, otherId] : [otherId, knownId];
    const found = this.judge({ kalshi, polymarket }, now);
    if (found === null) return [];
    return found.judgement.verdict.decision === 'refuse' && score < LOOKS_ALIKE ? [] : [found];
  }
}

const otherOf = ({ kalshi, polymarket }: PairKey, market: MarketId): MarketId =>
  market === kalshi ? polymarket : kalshi;
