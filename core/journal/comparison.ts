import type { Act } from './turn.js';

/** Whether the words of an act count, or only that it was done. */
export type Comparison = (kind: Act[0], what: string) => boolean;

/** Every word counts: a replay of the very code that was recorded. */
export const toTheWord: Comparison = () => true;

/**
 * What the agent says to others and what it does with orders and halts counts to the word; of the database it counts what
 * is asked for, not how. So code may change how it asks, and may not change what it decides.
 */
export const byDecision: Comparison = (_kind, what) => !what.startsWith('sql ') && !what.startsWith('hot-state ');
