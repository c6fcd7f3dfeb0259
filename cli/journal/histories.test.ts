import { fileURLToPath } from 'node:url';
import { byDecision } from '@pm-arbitrage/core/journal/comparison.js';
import { expect, it } from 'vitest';
import { missingSteps } from './histories-hold.js';
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
    'market-matcher',
    'opportunity-scanner',
    'risk-guardian',
    'strategy:atomic-arb',
    'strategy:leg-and-hedge',
    'strategy:mean-reversion',
    'strategy:oracle-patient',
    'strategy:oracle-sniper',
  ]);
  expect(missingSteps(histories)).toEqual([]);
});
