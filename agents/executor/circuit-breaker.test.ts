import { describe, expect, it } from 'vitest';
import { CircuitBreaker, type VenueEvent } from './circuit-breaker.js';

const feed = (breaker: CircuitBreaker, kinds: readonly VenueEvent['kind'][], now = 0) => {
  for (const kind of kinds) breaker.record({ kind }, now);
};
const asks = (breaker: CircuitBreaker, now: number) => breaker.refusal(now, 20, 500);

describe('a circuit breaker', () => {
  it.each<[string, VenueEvent['kind'][], RegExp | null]>([
    ['three errors of three orders are too few to tell', ['error', 'error', 'error'], null],
    ['half of the last orders failing', ['good', 'error', 'good', 'error'], /2 of its last 4 orders failed/],
    ['a third of them failing', ['good', 'error', 'good', 'good', 'error', 'good'], null],
    ['two partial fills in a row', ['partial', 'partial'], null],
    ['three partial fills in a row', ['good', 'partial', 'partial', 'partial'], /3 orders in a row/],
    ['partial fills with a good one between', ['partial', 'partial', 'good', 'partial'], null],
    ['five evaporations in a row', Array<'evaporated'>(5).fill('evaporated'), /gone 5 times in a row/],
  ])('%s', (_words, kinds, reason) => {
    const breaker = new CircuitBreaker();
    feed(breaker, kinds);
    if (reason === null) expect(asks(breaker, 0)).toBeNull();
    else expect(asks(breaker, 0)).toMatch(reason);
  });

  it('refuses a venue that answers too slowly, at the limit and not below', () => {
    const breaker = new CircuitBreaker();
    expect(breaker.refusal(0, 500, 500)).toBeNull();
    expect(breaker.refusal(0, 501, 500)).toMatch(/answers in 501 ms/);
    expect(breaker.refusal(0, null, 500)).toBeNull();
  });

  it('lets one trade through after its rest, which closes it or doubles the rest', () => {
    const breaker = new CircuitBreaker();
    feed(breaker, ['error', 'error', 'error', 'error']);
    expect(asks(breaker, 29_999)).toMatch(/tried again in 1 s/);
    expect(asks(breaker, 30_000)).toBeNull();
    expect(asks(breaker, 30_001)).not.toBeNull();
    feed(breaker, ['error'], 31_000);
    expect(asks(breaker, 90_999)).not.toBeNull();
    expect(asks(breaker, 91_000)).toBeNull();
    feed(breaker, ['good'], 91_001);
    expect(breaker.isOpen).toBe(false);
    expect(asks(breaker, 91_002)).toBeNull();
  });

  it('is not blocked for ever by a trial whose outcome never came', () => {
    const breaker = new CircuitBreaker();
    feed(breaker, ['error', 'error', 'error', 'error']);
    expect(asks(breaker, 30_000)).toBeNull();
    expect(asks(breaker, 59_999)).not.toBeNull();
    expect(asks(breaker, 60_000)).toBeNull();
  });
});
