import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import { describe, expect, it } from 'vitest';
import { VenueClock } from './venue-clock.js';

const START = Date.UTC(2026, 10, 21, 12);

/** Answers every 137 ms from a venue that is `skewMs` ahead and 20 ms away in each direction. */
function observed(skewMs: number, answers: number, clock = new SimulatedClock(START), venue = new VenueClock(clock)) {
  for (let answer = 0; answer < answers; answer++) {
    const sentAt = clock.now();
    const date = new Date(sentAt + 20 + skewMs).toUTCString();
    clock.advanceBy(40);
    venue.observe(date, sentAt, clock.now());
    clock.advanceBy(97);
  }
  return { clock, venue };
}

describe('VenueClock', () => {
  it('knows nothing before the first answer', () => {
    const venue = new VenueClock(new SimulatedClock(START));
    venue.observe(undefined, START, START);
    venue.observe('yesterday', START, START);
    expect(venue.skewMs).toBeNull();
    expect(venue.now()).toBe(START);
  });

  it('does not correct what nothing speaks against', () => expect(observed(0, 30).venue.skewMs).toBe(0));

  it.each([-45_300, -3_700, 2_450, 9_999])('finds a skew of %i ms although dates tell whole seconds', (skewMs) => {
    const { clock, venue } = observed(skewMs, 30);
    expect(Math.abs((venue.skewMs ?? 0) - skewMs)).toBeLessThan(60);
    expect(Math.abs(venue.now() - clock.now() - skewMs)).toBeLessThan(60);
  });

  it('follows when a clock is set', () => {
    const { clock, venue } = observed(0, 30);
    observed(20_000, 1, clock, venue);
    expect(Math.abs((venue.skewMs ?? 0) - 20_000)).toBeLessThan(1_100);
  });
});
