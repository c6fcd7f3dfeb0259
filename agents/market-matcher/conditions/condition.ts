/**
 * What a condition does to its question: `requires` something more, `denies` that something counts, `admits` something
 * that might be doubted.
 */
export type ConditionKind = 'requires' | 'denies' | 'admits';

/** A sentence of the rules, or a part of one, that restricts or widens what counts. */
export interface Condition {
  readonly kind: ConditionKind;
  readonly text: string;
  /** Keys of its telling words. */
  readonly words: ReadonlySet<string>;
  /** Its numbers, dates left out. */
  readonly numbers: ReadonlySet<string>;
}
