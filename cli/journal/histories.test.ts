import { fileURLToPath } from 'node:url';
import { byDecision } from '@pm-arbitrage/core/journal/comparison.js';
import { expect, it } from 'vitest';
import { describeDifference } from './print-verified.js';
import { verifyJournals } from './verify-journals.js';

const folder = fileURLToPath(new URL('histories', import.meta.url));

it('decides on recorded inputs as it did when they were recorded; "npm run histories" accepts another way', async () => {
  const histories = await verifyJournals(folder, byDecision);
  const changed = histories.flatMap(({ agent, difference }) =>
    difference === null ? [] : [agent, ...describeDifference(difference)],
  );
  expect(changed.join('\n')).toBe('');
  expect(histories.map(({ agent }) => agent).toSorted()).toEqual([
    'capital-allocator',
    'executor',
    'opportunity-scanner',
    'risk-guardian',
    'strategy:atomic-arb',
    'strategy:leg-and-hedge',
    'strategy:mean-reversion',
    'strategy:oracle-patient',
    'strategy:oracle-sniper',
  ]);
  const told = histories.flatMap(({ agent, decided }) => Object.keys(decided).map((what) => `${agent} ${what}`));
  // Inputs upon which nobody trades would prove little.
  expect(told).toEqual(
    expect.arrayContaining([
      'opportunity-scanner publish opportunities',
      'risk-guardian publish trade.approved',
      'risk-guardian publish trade.rejected',
      'executor order',
      'executor publish trade.results',
      'capital-allocator publish allocations',
      'strategy:atomic-arb publish trade.requests',
    ]),
  );
});
