import type { Condition } from '../../fair-value/settlement-interval.js';
import type { OracleNeed } from '../oracle-need.js';
import type { Worded } from '../worded.js';

/** A figure, as it is published, meets a condition. */
export interface FigureTerms {
  readonly kind: 'figure';
  readonly needs: readonly OracleNeed[];
  /**
   * Which figure: a name of the series table, or of the Federal Reserve's target the upper bound after a meeting, percent,
   * or its change by the meeting, basis points.
   */
  readonly figure: Worded<string>;
  /** 2026-10, 2026-Q3, the last day of a week, or the day on which a meeting ends. */
  readonly period: Worded<string>;
  readonly condition: Worded<Condition>;
  readonly unit: 'percent' | 'count' | 'basis-points';
  /** Digits after the point in the publisher's headline; the comparison is with that number. */
  readonly published: number;
  readonly source: Worded<string>;
  /** The first release settles; null where no text says whether revisions count. */
  readonly release: Worded<'first'> | null;
}
