import { expect, it } from 'vitest';
import { usd } from '../money/money.js';
import { lifeMs, opportunityRuns } from './opportunity-runs.js';
import type { FoundOnce } from './trial-facts.js';

const found = (id: string, coverId: string, detectedAt: number, profit: number, suspicious = false): FoundOnce => ({
  id,
  coverId,
  kind: 'cross-venue',
  netProfit: usd(profit),
  detectedAt,
  suspicious,
});

it('counts a cover once for as long as it could be bought, at the best that it promised', () => {
  const runs = opportunityRuns([
    found('1', 'a', 1_000, 5),
    found('2', 'b', 1_500, 9),
    found('3', 'a', 3_000, 8),
    found('4', 'a', 4_000, 6, true),
    found('5', 'a', 20_000, 7),
  ]);
  expect(runs.map((run) => [run.coverId, run.ids, lifeMs(run), run.best, run.suspicious])).toEqual([
    ['a', ['1', '3', '4'], 3_000, 8, true],
    ['b', ['2'], 0, 9, false],
    ['a', ['5'], 0, 7, false],
  ]);
});
