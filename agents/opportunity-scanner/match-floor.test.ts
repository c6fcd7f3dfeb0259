import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SettlementWorld } from '@pm-arbitrage/core/domain/settlement-world.js';
import { price } from '@pm-arbitrage/core/money/money.js';
import { matchFloor } from './match-floor.js';

const world = (change: Partial<SettlementWorld> = {}): SettlementWorld => ({
  cause: 'void',
  what: 'one side is voided',
  probability: 0.002,
  loss: price(5_000),
  acceptedBy: null,
  ...change,
});

describe('the floor of a match', () => {
  it('is the dollar where its sides pay alike in every world', () => {
    expect(matchFloor([])).toBe(10_000);
  });

  it('is less by what the worlds apart take on average, rounded against us', () => {
    expect(matchFloor([world()])).toBe(9_990);
    expect(matchFloor([world(), world({ probability: 0.00011, loss: price(10_000) })])).toBe(9_988);
  });

  it('does not exist while a world is unbounded, unless a person accepted it', () => {
    expect(matchFloor([world({ probability: null })])).toBeNull();
    expect(matchFloor([world({ probability: null, acceptedBy: 'me' })])).toBe(10_000);
  });

  it('never rises when a world is added, and never goes below a possible price', () => {
    const any = fc.record({
      probability: fc.double({ min: 0, max: 1, noNaN: true }),
      loss: fc.integer({ min: 0, max: 10_000 }).map(price),
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 5 }), any, (some, more) => {
        const before = matchFloor(some.map(world));
        const after = matchFloor([...some, more].map(world));
        if (before === null) expect(after).toBeNull();
        if (after !== null) expect(after).toBeLessThanOrEqual(before as number);
        if (after !== null) expect(after).toBeGreaterThan(0);
      }),
    );
  });
});
