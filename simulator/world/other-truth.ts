import type { LatentPath } from './latent-path.js';
import type { Venue } from './question.js';

/**
 * How the answer on one venue hangs on the answer on the other.
 * - `narrower`: it is YES only where the other is, and not always then
 * - `wider`: it is YES wherever the other is, and sometimes else
 * - `near`: mostly the same
 * - `rival`: never YES together
 */
export type Relation = 'narrower' | 'wider' | 'near' | 'rival';

/** The venue whose market answers on its own, and how that hangs on the other's answer. */
export interface Divergence {
  readonly venue: Venue;
  readonly relation: Relation;
}

/** The truth of one yes/no question at a time in milliseconds after the opening. */
export type Truth = Pick<LatentPath, 'probabilityAt' | 'outcome'>;

/**
 * The truth of a question that hangs on another. Both paths are independent martingales, so their product is one, and
 * the price that follows it is as fair as theirs.
 */
export function otherTruth(relation: Relation, base: Truth, own: Truth): Truth {
  const combine = COMBINED[relation];
  return {
    probabilityAt: (elapsedMs) => combine(base.probabilityAt(elapsedMs), own.probabilityAt(elapsedMs)),
    outcome: combine(Number(base.outcome), Number(own.outcome)) === 1,
  };
}

/** Probability that the dependent question is YES; with 0 and 1 for what is known, its answer. */
const COMBINED: Readonly<Record<Relation, (base: number, own: number) => number>> = {
  narrower: (base, own) => base * own,
  wider: (base, own) => 1 - (1 - base) * (1 - own),
  near: (base, own) => base * own + (1 - base) * (1 - own),
  rival: (base, own) => (1 - base) * own,
};

/** Where the own path of a dependent question begins: they settle apart often enough to hurt, seldom enough to be missed. */
export const OWN_START: Readonly<Record<Relation, readonly [low: number, high: number]>> = {
  narrower: [0.6, 0.85],
  wider: [0.15, 0.4],
  near: [0.65, 0.85],
  rival: [0.3, 0.6],
};
