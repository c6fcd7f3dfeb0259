import type { Cut } from '../domain/ladder.js';

/** Below zero where `a` lies before `b`. */
export const compareCuts = (a: Cut, b: Cut): number => a.at - b.at || Number(a.after) - Number(b.after);

/** Whether two bounds are the same; null is none. */
export const sameCut = (a: Cut | null, b: Cut | null): boolean =>
  a === null || b === null ? a === b : compareCuts(a, b) === 0;
