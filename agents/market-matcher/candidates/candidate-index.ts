import { type MarketId, nativeIdOf, type Platform, platformOf } from '@pm-arbitrage/core/domain/platform.js';
import type { Listing } from '../listing.js';
import { canAgree } from './can-agree.js';
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
  /** The least share of words, numbers and dates in common, before what is unlike is taken off. */
  readonly floor: number;
  /** The least share of the best candidate's score: beside a far better one there is no use in judging it. */
  readonly share: number;
}

export const candidateLimits: CandidateLimits = { most: 20, floor: 0.25, share: 0.65 };
/** What is left of a score when one side alone names a number or a kind of bet, or YES has different names. */
const UNLIKE = 0.8;

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
    const { most, floor, share } = this.#limits;
    const other = this.#venues[listing.platform === 'kalshi' ? 'polymarket' : 'kalshi'];
    const found = other
      .search(profile.terms, floor)
      .filter(({ document }) => canAgree(profile, document))
      .map(({ document, score }) => ({ listing: document.listing, score: score * likeness(profile, document) }))
      .sort((a, b) => b.score - a.score || (a.listing.id < b.listing.id ? -1 : 1));
    const least = share * (found[0]?.score ?? 0);
    return found.slice(0, most).filter(({ score }) => score >= least);
  }
}

function likeness(one: MarketProfile, other: MarketProfile): number {
  const numbers = one.numbers.length > 0 === other.numbers.length > 0;
  const kinds = one.kinds.join() === other.kinds.join();
  const outcomes = one.outcome.size === 0 || other.outcome.size === 0 || meet(one.outcome, other.outcome);
  return [numbers, kinds, outcomes].reduce((factor, alike) => (alike ? factor : factor * UNLIKE), 1);
}

function meet(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  for (const word of one) if (other.has(word)) return true;
  return false;
}
