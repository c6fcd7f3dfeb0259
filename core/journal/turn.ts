import type { RecordedError } from './recorded-error.js';

/** What came in. Asks and ears are numbered in the order in which the agent made them. */
export type Input =
  | { readonly kind: 'begun' }
  | { readonly kind: 'heard'; readonly ear: number; readonly what: string; readonly args: readonly unknown[] }
  | { readonly kind: 'answered'; readonly ask: number; readonly what: string; readonly value: unknown }
  | { readonly kind: 'refused'; readonly ask: number; readonly what: string; readonly error: RecordedError };

/** What the agent did at its edge, in its order. */
export type Act =
  | readonly [kind: 'draw', what: string, value: unknown]
  /** `said` as text, see `said.ts`. */
  | readonly [kind: 'ask' | 'tell', what: string, said: string];

/** One input and all that the agent did until the next one. */
export interface Turn {
  /** 0 is the first of the journal. */
  readonly sequence: number;
  /** Unix ms by the machine's clock; for people, the agent does not see it. */
  readonly at: number;
  readonly input: Input;
  /** The input as it lies in the journal, for its hash. */
  readonly bytes: Uint8Array;
  readonly acts: readonly Act[];
}
