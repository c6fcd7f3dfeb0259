import { describe, expect, it } from 'vitest';
import { madeMatches, madeOpportunity, madePositions } from '../testing/made/made-views.js';
import { noFilter, searchParameters } from './audit/search-filter.js';
import { mergeMatches } from './matches/merge-matches.js';
import { possibleActions } from './matches/possible-actions.js';
import { filterFeed, openFilter } from './opportunities/filter-feed.js';
import { positionOrders } from './positions/position-orders.js';

const NOW = 1_800_000_000_000;

describe('what the views choose and in which order', () => {
  it('shows the newest opportunities first and those alone that all filters mean', () => {
    const rows = Array.from({ length: 20 }, (_, n) => madeOpportunity(n, NOW + n));
    expect(filterFeed(rows, openFilter).map(({ id }) => id)[0]).toBe('opp-19');
    const refused = filterFeed(rows, { ...openFilter, outcome: 'refused', text: '  BITCOIN ' });
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.every(({ outcome }) => outcome.kind === 'refused')).toBe(true);
    expect(filterFeed(rows, { ...openFilter, text: 'no such market' })).toEqual([]);
  });

  it('puts positions with an order in doubt on top of every order', () => {
    const rows = madePositions(NOW);
    for (const { compare } of Object.values(positionOrders)) {
      expect(rows.toSorted(compare)[0]?.inDoubt).toBe(true);
    }
    expect(rows.toSorted(positionOrders.unrealised.compare).at(-1)?.unrealised).toBeNull();
  });

  it('believes the live word about a pair, and keeps those that only the server has stored', () => {
    const [review, ...stored] = madeMatches(NOW).filter(({ status }) => status === 'review');
    if (review === undefined) throw new Error('the made world has a pair to review');
    const live = [{ ...review, status: 'active' as const }];
    expect(mergeMatches(live, [review, ...stored], 'review').map(({ id }) => id)).toEqual(stored.map(({ id }) => id));
    expect(mergeMatches(live, [], 'active')).toEqual(live);
  });

  it('offers what a person may say of a pair as it stands', () => {
    expect(possibleActions('review', null)).toEqual(['approve', 'reject']);
    expect(possibleActions('suspended', 'paused')).toContain('resume');
    expect(possibleActions('suspended', 'rules-changed')).not.toContain('resume');
    expect(possibleActions('active', null)).not.toContain('approve');
  });

  it('searches from the first moment of a UTC day to the last of another', () => {
    expect(searchParameters(noFilter)).toEqual({});
    expect(searchParameters({ ...noFilter, search: ' fed ', from: '2026-11-20', to: '2026-11-21' })).toEqual({
      search: 'fed',
      from: Date.UTC(2026, 10, 20),
      to: Date.UTC(2026, 10, 22),
    });
  });
});
