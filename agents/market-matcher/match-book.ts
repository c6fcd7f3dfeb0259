import { isDeepStrictEqual } from 'node:util';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { Match } from '@pm-arbitrage/core/domain/match.js';
import type { MatchReview } from '@pm-arbitrage/core/domain/match-review.js';
import { type MarketId, marketId } from '@pm-arbitrage/core/domain/platform.js';
import { dossierOfMatch } from './dossier-of-match.js';
import { type Dossier, emptyDossier, type Judgement } from './dossier.js';
import type { ReviewedPair } from './reviewed-matches.js';
import { standingOf } from './standing.js';
import { titlesHash } from './titles-hash.js';
import { refusalAnew } from './refusal-anew.js';

/** A pair by its markets. */
export interface PairKey {
  readonly kalshi: MarketId;
  readonly polymarket: MarketId;
}

/** Hashes of what a market lists. */
interface ListedMarket {
  readonly rules: string;
  readonly titles: string;
}

/** The id of the match of two markets: both native ids. */
export const matchIdOf = ({ kalshi, polymarket }: PairKey): string =>
  `${kalshi.slice('kalshi:'.length)}|${polymarket.slice('polymarket:'.length)}`;

/**
 * Every pair that somebody or something judged, against the markets as they are listed. Each call returns the matches
 * that it made or changed.
 */
export class MatchBook {
  readonly #markets = new Map<MarketId, ListedMarket>();
  readonly #keys = new Map<string, PairKey>();
  readonly #idsOf = new Map<MarketId, Set<string>>();
  readonly #dossiers = new Map<string, Dossier>();

  /**
   * Takes over what earlier lives decided: a text that changed while nobody looked has changed all the same.
   * @param models those that judged, besides the rules.
   */
  remember(matches: Iterable<Match>, models: ReadonlySet<string> = new Set()): void {
    for (const match of matches) {
      this.#known(match.id, match);
      this.#dossiers.set(
        match.id,
        dossierOfMatch(match, (judge) => judge === JUDGED_BY_RULES || models.has(judge)),
      );
    }
  }

  /** How many pairs have a match. */
  get size(): number {
    let size = 0;
    for (const { match } of this.#dossiers.values()) if (match !== null && match.suspension !== 'withdrawn') size++;
    return size;
  }

  matchOf(id: string): Match | null {
    return this.#dossiers.get(id)?.match ?? null;
  }

  /** Whether a pair waits for a judgement, and no person gave one or stopped it. */
  isInDoubt(id: string): boolean {
    const { review, entry, paused, match } = this.#dossierOf(id);
    return review === null && entry === null && paused === null && match?.status === 'review';
  }

  /** Pairs of a market that trade by a judgement, or may again: it has to be made anew when one of its texts changes. */
  judgedPairsOf(market: MarketId): readonly PairKey[] {
    return [...(this.#idsOf.get(market) ?? [])].flatMap((id) => {
      const { match, review, entry } = this.#dossierOf(id);
      if (match === null || review !== null || entry !== null) return [];
      return match.status === 'active' || match.suspension === 'paused' || match.suspension === 'prices-apart'
        ? [match]
        : [];
    });
  }

  market(market: Market, now: number): readonly Match[] {
    const known = this.#markets.get(market.id);
    const listed = { rules: market.rulesHash, titles: titlesHash(market) };
    this.#markets.set(market.id, listed);
    if (known && known.rules === listed.rules && known.titles === listed.titles) return [];
    return [...(this.#idsOf.get(market.id) ?? [])].flatMap((id) =>
      awaitsJudgement(this.#dossierOf(id)) ? [] : this.#tell(id, now),
    );
  }

  /** Replaces the pairs of the file of reviewed matches. */
  reviewFile(entries: readonly ReviewedPair[], now: number): readonly Match[] {
    const gone = new Set(this.#dossiers.keys());
    const changed: Match[] = [];
    for (const entry of entries) {
      const key = { kalshi: marketId('kalshi', entry.kalshi), polymarket: marketId('polymarket', entry.polymarket) };
      const id = this.#known(matchIdOf(key), key);
      gone.delete(id);
      const dossier = this.#dossierOf(id);
      if (dossier.entry !== null && JSON.stringify(dossier.entry) === JSON.stringify(entry)) continue;
      // Who changes an entry has read the texts anew.
      const match = dossier.entry === null ? (dossier.match?.suspension === 'withdrawn' ? null : dossier.match) : null;
      const titles = dossier.entry === null ? dossier.titles : null;
      this.#dossiers.set(id, { ...dossier, entry, match, titles });
      changed.push(...this.#tell(id, now));
    }
    for (const id of gone) {
      const dossier = this.#dossierOf(id);
      const left = { ...dossier, entry: null };
      this.#dossiers.set(id, left);
      changed.push(...(hasWord(left) ? this.#tell(id, now) : this.#withdraw(id, now)));
    }
    return changed;
  }

  /** Takes what a person said of a pair. */
  review(review: MatchReview, now: number): readonly Match[] {
    const id = this.#known(matchIdOf(review), review);
    const dossier = this.#dossierOf(id);
    switch (review.action) {
      case 'approve':
      case 'reject':
        // Who reviews has seen the texts and the prices of now. What was said before the last restart was so then.
        this.#dossiers.set(id, {
          ...dossier,
          review,
          apart: null,
          rejudged: null,
          titles: review.at <= (dossier.match?.updatedAt ?? -1) ? dossier.titles : null,
        });
        break;
      case 'pause':
        this.#dossiers.set(id, { ...dossier, paused: review });
        break;
      case 'resume':
        this.#dossiers.set(id, { ...dossier, paused: null, apart: null });
        break;
    }
    return this.#tell(id, now);
  }

  /**
   * Takes what was found out about a pair without a person. A pair that was accepted and would not be accepted now is
   * suspended; it waits for a person then, as one does whose rules changed. An equal judgement says nothing.
   */
  judge(key: PairKey, judgement: Judgement, now: number): readonly Match[] {
    const id = this.#known(matchIdOf(key), key);
    const dossier = this.#dossierOf(id);
    const { match } = dossier;
    if ((match?.status === 'active' || match?.status === 'suspended') && dossier.judgement !== null) {
      const isWaiting = match.suspension === 'rules-changed' || dossier.rejudged !== null;
      if (isWaiting || dossier.review !== null || dossier.entry !== null) return [];
      const refusal = refusalAnew(match, judgement);
      if (refusal === null) return [];
      this.#dossiers.set(id, { ...dossier, rejudged: refusal });
      return this.#tell(id, now);
    }
    this.#dossiers.set(id, { ...dossier, judgement });
    return this.#tell(id, now);
  }

  /** The sentinel does not trust a match any more. */
  apart(id: string, reason: string, now: number): readonly Match[] {
    const dossier = this.#dossiers.get(id);
    if (dossier === undefined) return [];
    this.#dossiers.set(id, { ...dossier, apart: reason });
    return this.#tell(id, now);
  }

  #known(id: string, { kalshi, polymarket }: PairKey): string {
    this.#keys.set(id, { kalshi, polymarket });
    for (const market of [kalshi, polymarket]) {
      this.#idsOf.set(market, (this.#idsOf.get(market) ?? new Set<string>()).add(id));
    }
    return id;
  }

  #dossierOf(id: string): Dossier {
    return this.#dossiers.get(id) ?? emptyDossier;
  }

  /** What a pair comes to now; nothing while one of its markets is not listed: there are no texts to hold it against. */
  #tell(id: string, now: number): readonly Match[] {
    const key = this.#keys.get(id);
    const dossier = this.#dossiers.get(id);
    if (key === undefined || dossier === undefined) return [];
    const kalshi = this.#markets.get(key.kalshi);
    const polymarket = this.#markets.get(key.polymarket);
    if (kalshi === undefined || polymarket === undefined) return [];
    const found = standingOf(dossier, {
      rules: { kalshi: kalshi.rules, polymarket: polymarket.rules },
      titles: { kalshi: kalshi.titles, polymarket: polymarket.titles },
    });
    if (found === null) return [];
    const { texts, titles, ...standing } = found;
    const match: Match = {
      id,
      ...key,
      ...standing,
      kalshiRulesHash: texts.kalshi,
      polymarketRulesHash: texts.polymarket,
      ...(titles === null ? {} : { titles }),
      updatedAt: now,
    };
    const { match: before } = dossier;
    this.#dossiers.set(id, { ...dossier, titles });
    if (before !== null && isDeepStrictEqual({ ...before, updatedAt: now }, match)) return [];
    this.#dossiers.set(id, { ...dossier, titles, match });
    return [match];
  }

  /** Nobody vouches for a pair any more. */
  #withdraw(id: string, now: number): readonly Match[] {
    const { match, ...dossier } = this.#dossierOf(id);
    if (match === null || match.suspension === 'withdrawn' || match.status === 'refused') return [];
    const withdrawn: Match = {
      ...match,
      status: 'suspended',
      suspension: 'withdrawn',
      reason: 'no longer among the reviewed matches',
      updatedAt: now,
    };
    this.#dossiers.set(id, { ...dossier, match: withdrawn });
    return [withdrawn];
  }
}

/** Neither trades nor ever did, and no person spoke: a new text is judged anew, and nothing is said before. */
const awaitsJudgement = ({ review, entry, match }: Dossier): boolean =>
  review === null && entry === null && (match?.status === 'review' || match?.status === 'refused');

const hasWord = ({ review, entry, judgement }: Dossier): boolean =>
  review !== null || entry !== null || judgement !== null;

/** `decidedBy` of what was judged without a person. */
export const JUDGED_BY_RULES = 'rules';
