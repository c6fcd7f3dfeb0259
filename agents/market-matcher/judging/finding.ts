import type { QuestionField } from '../verdict.js';

/** What a comparison of one field says of a pair. */
export type Finding =
  /** Differs: the pair is refused. */
  | { readonly kind: 'differs'; readonly field: QuestionField; readonly reason: string }
  /** Leaves doubt: the confidence falls by `weight`. */
  | { readonly kind: 'doubt'; readonly field: QuestionField; readonly weight: number; readonly reason: string }
  /** The same fact from the other side: YES here is NO there. */
  | { readonly kind: 'inverts'; readonly field: QuestionField; readonly reason: string };

export const differs = (field: QuestionField, reason: string): Finding => ({ kind: 'differs', field, reason });
export const doubt = (field: QuestionField, weight: number, reason: string): Finding => ({
  kind: 'doubt',
  field,
  weight,
  reason,
});
export const inverts = (field: QuestionField, reason: string): Finding => ({ kind: 'inverts', field, reason });
