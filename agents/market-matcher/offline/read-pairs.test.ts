import { hasSharedData, sharedPath } from '@pm-arbitrage/adapters/testing/shared-data.js';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readPairs } from './read-pairs.js';

const row = (more: object = {}) =>
  JSON.stringify({
    kalshi: { ticker: 'KXA-1', title: 'A?', yes_sub_title: 'one' },
    polymarket: { id: 4711, question: 'Will A be one?' },
    label: 'same',
    why: 'both say so',
    ...more,
  });

describe('labelled pairs', () => {
  it('are read from titles alone, with the ids of the file', () => {
    expect(readPairs(`${row()}\n`).pairs).toMatchObject([
      {
        kalshi: { id: 'KXA-1', title: 'A?', subtitle: 'one' },
        polymarket: { id: '4711', title: 'Will A be one?' },
        ids: { kalshi: 'KXA-1', polymarket: '4711' },
        label: 'same',
        unmatchable: null,
        why: 'both say so',
        line: 1,
      },
    ]);
  });

  it('may carry what the venues list', () => {
    const conditionId = `0x${'0'.repeat(64)}`;
    const kalshi = { ticker: 'KXA-1', title: 'A?', rules_primary: 'If A.', strike_type: 'between', cap_strike: 2 };
    const polymarket = { id: '1', conditionId, question: 'A?', description: 'Yes if A.', endDate: '2026-08-01' };
    expect(readPairs(row({ kalshi, polymarket })).pairs).toMatchObject([
      {
        kalshi: { rules: 'If A.', strike: { type: 'between', cap: 2 } },
        polymarket: { id: conditionId, rules: 'Yes if A.', closeTime: Date.UTC(2026, 7, 1) },
        ids: { polymarket: '1' },
      },
    ]);
  });

  it('keep markets that cannot match anything, with the reason', () => {
    const polymarket = { id: '1', question: 'Who?', outcomes: ['A', 'B', 'C'] };
    expect(readPairs(row({ polymarket })).pairs).toMatchObject([{ unmatchable: '1 has 3 outcomes' }]);
  });

  it('that cannot be read are named with their line', () => {
    const { pairs, leftOut } = readPairs([row(), '{', row({ label: 'yes' }), row({ kalshi: {} }), '3'].join('\n'));
    expect(pairs).toHaveLength(1);
    expect(leftOut.map(({ place }) => place)).toEqual(['line 2', 'line 3', 'line 4', 'line 5']);
    expect(leftOut[1]?.reason).toBe('has the label "yes"; one of same, inverse, different, unclear is known');
    expect(leftOut[2]?.reason).toBe('kalshi has the ticker undefined');
  });

  it.skipIf(!hasSharedData)('of the curated file are read, every one', () => {
    const { pairs, leftOut } = readPairs(readFileSync(sharedPath('pairs/market-pairs-curated.jsonl'), 'utf8'));
    expect(leftOut).toEqual([]);
    expect(pairs).toHaveLength(1035);
    expect(pairs.filter(({ label }) => label === 'same')).toHaveLength(41);
  });
});
