import type { VerdictRow } from '@pm-arbitrage/core/trial/verdict.js';
import { milliseconds, percent, ratio } from './words.js';

export function shownValue({ unit }: Pick<VerdictRow, 'unit'>, value: number | null): string {
  if (unit === 'share') return percent(value);
  return unit === 'ms' ? milliseconds(value) : ratio(value);
}

export const shownTarget = (row: Pick<VerdictRow, 'unit' | 'wanted'>): string =>
  'atLeast' in row.wanted ? `≥ ${shownValue(row, row.wanted.atLeast)}` : `≤ ${shownValue(row, row.wanted.atMost)}`;
