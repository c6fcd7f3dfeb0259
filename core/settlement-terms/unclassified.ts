/** The families that are read. */
export type TermsFamily = 'price' | 'temperature' | 'game' | 'figure' | 'flight';

export const refusalReasons = [
  /** No text of a family that is read here. */
  'unknown-class',
  /** There are no rules to read, or more than can be read with care. */
  'no-rules',
  'too-long',
  /** A family is recognised, but nobody is named who publishes what it settles on. */
  'no-source',
  /** The source that is named is none that this family is known to settle on. */
  'unknown-source',
  /** A name that no alias table lists. */
  'unknown-alias',
  'strike-missing',
  'time-missing',
  'tie-missing',
  /** Two readings are possible, and nothing decides between them. */
  'ambiguous',
  /** Two texts, or a text and a structured field, say different things. */
  'contradiction',
  /** The source did not exist, or did no longer, at the time of settlement. */
  'wrong-era',
] as const;
export type RefusalReason = (typeof refusalReasons)[number];

/** A market that is not priced, and why. */
export interface Unclassified {
  readonly kind: 'unclassified';
  /** What it looked like; null where it looked like nothing that is read. */
  readonly family: TermsFamily | null;
  readonly reason: RefusalReason;
  /** For a person: what is missing, or which two words disagree. */
  readonly detail: string;
}
