import { type MarketId, nativeIdOf, type Platform, platformOf } from '@pm-arbitrage/core/domain/platform.js';
import type { Listing } from '../listing.js';
import { areStrangers } from './are-strangers.js';
import { canAgree } from './can-agree.js';
import { likeness } from './likeness.js';
import { marketProfile, type MarketProfile } from './market-profile.js';
import { TermIndex } from './term-index.js';

/** A market of the other venue that may ask the same. */
export interface Candidate {
  readonly listing: Listing;
  /** 0…1: how much of what the two say is shared, rare words and numbers counting most. */
  readonly score: number;
}

export interface CandidateLimits {
  /** Most candidates of one market. */
  readonly most: number;
  /** Most among them whose YES has a name that the market does not mention. */
  readonly strangers: number;
  /** The least share of words, numbers and dates in common, before what is unlike is taken off. */
  readonly floor: number;
  /** The least share of the best candidate's score: beside a far better one there is no use in judging it. */
  readonly share: number;
}

export const candidateLimits: CandidateLimits = { most: 20, strangers: 4, floor: 0.3, share: 0.65 };

/**
 * The markets of both venues, searchable for those that may ask the same as a given one. What it answers depends on
 * the markets it holds now and on nothing else, so a market that comes or goes needs no rebuilding.
 */
export class CandidateIndex {
  readonly #limits: CandidateLimits;
  readonly #venues: Readonly<Record<Platform, TermIndex<MarketProfile>>> = {
    kalshi: new TermIndex(),
    polymarket: new TermIndex(),
  };

  constructor(limits: CandidateLimits = candidateLimits) {
    this.#limits = limits;
  }

  get size(): number {
    return this.#venues.kalshi.size + this.#venues.polymarket.size;
  }

  /** Adds a market, or takes over what changed of it. */
  add(listing: Listing): void {
    const profile = marketProfile(listing);
    this.#venues[listing.platform].add(listing.id, profile, profile.terms);
  }

  /** Forgets a market. @returns whether it was known */
  remove(id: MarketId): boolean {
    return this.#venues[platformOf(id)].remove(nativeIdOf(id));
  }

  /** The other venue's markets that may ask the same, best first; the market itself need not be in the index. */
  candidatesOf(listing: Listing): readonly Candidate[] {
    const known = this.#venues[listing.platform].get(listing.id);
    const profile = known?.listing === listing ? known : marketProfile(listing);
    const { most, strangers, floor, share } = this.#limits;
    const other = this.#venues[listing.platform === 'kalshi' ? 'polymarket' : 'kalshi'];
    const found = other
      .search(profile.terms, floor)
      .filter(({ document }) => canAgree(profile, document))
      .map(({ document, score }) => ({ document, score: score * likeness(profile, document) }))
      .sort((a, b) => b.score - a.score || (a.document.listing.id < b.document.listing.id ? -1 : 1));
    const least = share * (found[0]?.score ?? 0);
    const candidates: Candidate[] = [];
    let strange = 0;
    for (const { document, score } of found) {
      if (score < least || candidates.length === most) break;
      if (areStrangers(profile, document) && ++strange > strangers) continue;
      candidates.push({ listing: document.listing, score });
    }
    return candidates;
  }
}
