import type { Platform } from '@pm-arbitrage/core/domain/platform.js';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import type { Listing } from '../listing.js';
import { kalshiIdOf, listingOfKalshi } from './listing-of-kalshi.js';
import { listingOfPolymarket, polymarketIdOf } from './listing-of-polymarket.js';
import { isRaw, shown } from './raw-fields.js';
import type { LeftOut, Reading } from './reading.js';
import { unmatchable } from './unmatchable.js';

export const pairLabels = ['same', 'inverse', 'different', 'unclear'] as const;
export type PairLabel = (typeof pairLabels)[number];

/** A pair that a person judged. */
export interface LabelledPair {
  readonly kalshi: Listing;
  readonly polymarket: Listing;
  /** The ids by which the file knows its sides. */
  readonly ids: { readonly kalshi: string; readonly polymarket: string };
  /** Why the two cannot be one question whatever they say; null where they may be. */
  readonly unmatchable: string | null;
  readonly label: PairLabel;
  readonly why: string;
  /** Counts from 1. */
  readonly line: number;
}

export interface ReadPairs {
  readonly pairs: readonly LabelledPair[];
  readonly leftOut: readonly LeftOut[];
}

/** Listings by their ids, for pairs that name their sides by id alone. */
export type Listed = Readonly<Record<Platform, ReadonlyMap<string, Listing>>>;

const NONE: Listed = { kalshi: new Map(), polymarket: new Map() };

/**
 * Reads labelled pairs, one JSON object a line: `{kalshi, polymarket, label, why}`, each side a market as its venue
 * lists it, as little as id and title, or an id among `listed`. Never throws: lines that cannot be read are named.
 */
export function readPairs(text: string, listed: Listed = NONE): ReadPairs {
  const pairs: LabelledPair[] = [];
  const leftOut: LeftOut[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const read = readPair(line, index + 1, listed);
    if (typeof read === 'string') leftOut.push({ kind: 'malformed', place: `line ${index + 1}`, reason: read });
    else pairs.push(read);
  }
  return { pairs, leftOut };
}

function readPair(line: string, at: number, listed: Listed): LabelledPair | string {
  let row: unknown;
  try {
    row = JSON.parse(line);
  } catch (error) {
    return `is not JSON: ${messageOf(error)}`;
  }
  if (!isRaw(row)) return `is ${shown(row)} instead of a pair`;
  const label = pairLabels.find((each) => each === row['label']);
  if (label === undefined) return `has the label ${shown(row['label'])}; one of ${pairLabels.join(', ')} is known`;
  const kalshi = readSide(row['kalshi'], listed.kalshi, listingOfKalshi);
  if (typeof kalshi === 'string') return `kalshi ${kalshi}`;
  const polymarket = readSide(row['polymarket'], listed.polymarket, listingOfPolymarket);
  if (typeof polymarket === 'string') return `polymarket ${polymarket}`;
  return {
    kalshi,
    polymarket,
    ids: {
      kalshi: kalshiIdOf(row['kalshi']) || kalshi.id,
      polymarket: polymarketIdOf(row['polymarket']) || polymarket.id,
    },
    unmatchable: (unmatchable(row['kalshi']) ?? unmatchable(row['polymarket']))?.reason ?? null,
    label,
    why: typeof row['why'] === 'string' ? row['why'] : '',
    line: at,
  };
}

function readSide(side: unknown, listed: ReadonlyMap<string, Listing>, read: (raw: unknown) => Reading): Reading {
  if (typeof side !== 'string') return read(side);
  return listed.get(side) ?? `${shown(side)} is in none of the listings`;
}
