/** Why a market that is understood has no value. */
export const unpricedReasons = [
  /** No model is for such a market, or not for the state in which it is. */
  'no-model',
  /** What it needs has not been told, or too little of it. */
  'unknown',
  /** What is known is too old. */
  'stale',
  /** Sources say different things, and nobody can say which is right. */
  'disputed',
  /** The fact is of another station, series, game or flight than the market, or in another unit. */
  'other-thing',
  /** It has not happened yet, and nothing may be said before. */
  'not-yet',
  /** It has happened, and what settles is not final. */
  'not-final',
  /** Its value cannot change any more and is left to the venue; or it was called off. */
  'over',
  /** Numbers that no model takes. */
  'bad-numbers',
  /** Another scanner values it; this one needs to know of it whether it runs. */
  'elsewhere',
] as const;
export type UnpricedReason = (typeof unpricedReasons)[number];

/** A market without a value. `detail` is for a person. */
export interface Unpriced {
  readonly kind: 'unpriced';
  readonly why: UnpricedReason;
  readonly detail: string;
}

export const unpriced = (why: UnpricedReason, detail: string): Unpriced => ({ kind: 'unpriced', why, detail });
