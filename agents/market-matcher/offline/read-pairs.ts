import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import type { Listing } from '../listing.js';
import { kalshiIdOf, listingOfKalshi } from './listing-of-kalshi.js';
import { listingOfPolymarket, polymarketIdOf } from './listing-of-polymarket.js';
import { isRaw, shown } from './raw-fields.js';
import type { LeftOut } from './reading.js';
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

/**
 * Reads labelled pairs, one JSON object a line: `{kalshi, polymarket, label, why}`, each side a market as its venue
 * lists it or as little as id and title. Never throws: lines that cannot be read are named.
 */
export function readPairs(text: string): ReadPairs {
  const pairs: LabelledPair[] = [];
  const leftOut: LeftOut[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const read = readPair(line, index + 1);
    if (typeof read === 'string') leftOut.push({ kind: 'malformed', place: `line ${index + 1}`, reason: read });
    else pairs.push(read);
  }
  return { pairs, leftOut };
}

function readPair(line: string, at: number): LabelledPair | string {
  let row: unknown;
  try {
    row = JSON.parse(line);
  } catch (error) {
    return `is not JSON: ${messageOf(error)}`;
  }
  if (!isRaw(row)) return `is ${shown(row)} instead of a pair`;
  const label = pairLabels.find((each) => each === row['label']);
  if (label === undefined) return `has the label ${shown(row['label'])}; one of ${pairLabels.join(', ')} is known`;
  const kalshi = listingOfKalshi(row['kalshi']);
  if (typeof kalshi === 'string') return `kalshi ${kalshi}`;
  const polymarket = listingOfPolymarket(row['polymarket']);
  if (typeof polymarket === 'string') return `polymarket ${polymarket}`;
  return {
    kalshi,
    polymarket,
    ids: { kalshi: kalshiIdOf(row['kalshi']), polymarket: polymarketIdOf(row['polymarket']) },
    unmatchable: (unmatchable(row['kalshi']) ?? unmatchable(row['polymarket']))?.reason ?? null,
    label,
    why: typeof row['why'] === 'string' ? row['why'] : '',
    line: at,
  };
}
