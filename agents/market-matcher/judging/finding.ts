import type { QuestionField } from '../verdict.js';

/** What a comparison of one field says of a pair. */
export type Finding =
  /** Differs: the pair is refused. */
  | { readonly kind: 'differs'; readonly field: QuestionField; readonly reason: string }
  /** Leaves doubt: the confidence falls by `weight`. `untold`: no text settles it, so only a person may. */
  | {
      readonly kind: 'doubt';
      readonly field: QuestionField;
      readonly weight: number;
      readonly reason: string;
      readonly untold?: true;
    }
  /** The same fact from the other side: YES here is NO there. */
  | { readonly kind: 'inverts'; readonly field: QuestionField; readonly reason: string };

export const differs = (field: QuestionField, reason: string): Finding => ({ kind: 'differs', field, reason });
export const doubt = (field: QuestionField, weight: number, reason: string): Finding & { readonly kind: 'doubt' } => ({
  kind: 'doubt',
  field,
  weight,
  reason,
});
/** A doubt about what stands in neither text: whoever reads them, a language model too, could only guess. */
export const untold = (field: QuestionField, weight: number, reason: string): Finding => ({
  ...doubt(field, weight, reason),
  untold: true,
});
export const inverts = (field: QuestionField, reason: string): Finding => ({ kind: 'inverts', field, reason });
