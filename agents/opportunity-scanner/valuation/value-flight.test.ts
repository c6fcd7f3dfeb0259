import type { OracleFact, OracleTick } from '@pm-arbitrage/core/domain/oracle-tick.js';
import type { Condition } from '@pm-arbitrage/core/fair-value/settlement-interval.js';
import type { FlightTerms } from '@pm-arbitrage/core/settlement-terms/flights/flight-terms.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FlightDesk } from './flight-desk.js';
import { valueFlight } from './value-flight.js';

const DUE = Date.UTC(2026, 10, 23, 5, 30);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const worded = <T>(value: T) => ({ value, text: '' });
const within = (minutes: number): Condition => ({ kind: 'below', strike: minutes, ties: true });
const beyond = (minutes: number): Condition => ({ kind: 'above', strike: minutes, ties: false });

const terms = (delay: Condition, change: Partial<FlightTerms> = {}): FlightTerms => ({
  kind: 'on-time',
  needs: [{ type: 'flights', symbol: 'ua123-2026-11-22' }],
  flight: worded('UA123'),
  day: worded('2026-11-22'),
  delay: worded(delay),
  arrival: worded<'gate' | 'landing'>('gate'),
  source: worded('flightaware'),
  cancelled: worded<'no' | 'yes' | 'half'>('no'),
  ...change,
});
type Fact = OracleFact & { kind: 'flight' };
const tick = (at: number, change: Partial<Fact> = {}, source = 'aeroapi'): OracleTick => ({
  type: 'flights',
  symbol: 'ua123-2026-11-22',
  source,
  fact: {
    kind: 'flight',
    flight: 'UA123',
    scheduledIn: DUE,
    estimatedIn: DUE,
    actualIn: null,
    scheduledOn: DUE - 8 * MINUTE,
    estimatedOn: DUE - 8 * MINUTE,
    actualOn: null,
    state: 'airborne',
    ...change,
  },
  unit: 'time',
  eventTime: at,
  receivedAt: at,
  quality: 'live',
  uncertainty: null,
});
const heard = (at: number, state: Fact['state']) =>
  tick(at, { scheduledIn: null, estimatedIn: null, scheduledOn: null, estimatedOn: null, state }, 'opensky');

function tell(of: FlightTerms, now: number, ...ticks: readonly OracleTick[]) {
  const desk = new FlightDesk();
  for (const one of ticks) desk.take(one);
  return valueFlight(of, desk, now);
}
const worth = (of: FlightTerms, now: number, ...ticks: readonly OracleTick[]) => {
  const told = tell(of, now, ...ticks);
  if (told.kind === 'unpriced') throw new Error(told.detail);
  return told.probability;
};
const why = (of: FlightTerms, now: number, ...ticks: readonly OracleTick[]) => {
  const told = tell(of, now, ...ticks);
  return told.kind === 'unpriced' ? told.why : 'valued';
};

describe('a flight on its way', () => {
  const now = DUE - HOUR;
  it('is on time by its estimate, more surely the nearer it is', () => {
    const late = { estimatedIn: DUE + 10 * MINUTE };
    const far = worth(terms(within(15)), DUE - 6 * HOUR, tick(DUE - 6 * HOUR, late));
    const near = worth(terms(within(15)), DUE, tick(DUE, late));
    expect(near).toBeGreaterThan(far);
    expect(far).toBeGreaterThan(0.5);
    expect(worth(terms(beyond(15)), now, tick(now, late))).toBeLessThan(0.4);
    expect(tell(terms(within(15)), now, tick(now))).toMatchObject({ model: 'on-time/expected', live: false });
  });

  it('may be cancelled yet, which pays as the rules say', () => {
    const scheduled = tick(now, { state: 'scheduled' });
    const paid = (cancelled: 'no' | 'yes' | 'half') =>
      worth(terms(within(120), { cancelled: worded(cancelled) }), now, scheduled);
    expect(paid('yes') - paid('no')).toBeCloseTo(0.015, 9);
    expect(paid('half') - paid('no')).toBeCloseTo(0.0075, 9);
  });

  it('counts the landing where the market does, either schedule being meant', () => {
    const landing = terms(within(0), { arrival: worded('landing') });
    const down = tick(DUE, { actualOn: DUE - 4 * MINUTE, state: 'landed' });
    // Four minutes before its gate time, four after its scheduled landing.
    expect(worth(landing, DUE, down)).toBeCloseTo(0.5, 2);
    expect(worth(terms(within(15), { arrival: worded('landing') }), DUE, down)).toBeGreaterThan(0.99);
    expect(why(terms(within(15)), DUE, down)).toBe('valued');
  });

  it('past its deadline is not given up before arrivals are told', () => {
    const deadline = DUE + 15 * MINUTE;
    const at = (now_: number) => [now_, tick(now_, { estimatedIn: deadline + HOUR })] as const;
    expect(why(terms(within(15)), ...at(deadline + MINUTE))).toBe('not-final');
    expect(worth(terms(within(15)), ...at(deadline + 16 * MINUTE))).toBe(0);
    expect(worth(terms(beyond(15)), ...at(deadline + 16 * MINUTE))).toBeCloseTo(0.997, 9);
  });
});

describe('a flight that has ended', () => {
  it('is 0 or 1 by the minute, less a time that was misread', () => {
    const at = (minutes: number) => tick(DUE + HOUR, { state: 'landed', actualIn: DUE + minutes * MINUTE });
    expect(worth(terms(within(15)), DUE + HOUR, at(15))).toBeCloseTo(0.9975, 9);
    expect(worth(terms(within(15)), DUE + HOUR, at(16))).toBeCloseTo(0.0025, 9);
    const less: Condition = { kind: 'below', strike: 15, ties: false };
    expect(worth(terms(less), DUE + HOUR, at(15))).toBeCloseTo(0.0025, 9);
    expect(worth(terms(within(15)), DUE + 5 * HOUR, at(15))).toBeGreaterThan(0.99);
  });

  it('by a cancellation or a diversion pays as the rules say, the odd one that flew after all counted', () => {
    for (const state of ['cancelled', 'diverted'] as const) {
      const told = tick(DUE, { state, estimatedIn: null });
      expect(worth(terms(within(15)), DUE, told)).toBeCloseTo(0.025, 9);
      expect(worth(terms(within(15), { cancelled: worded('yes') }), DUE, told)).toBeCloseTo(0.975, 9);
      expect(worth(terms(within(15), { cancelled: worded('half') }), DUE, told)).toBeCloseTo(0.5, 9);
    }
  });
});

describe('no value', () => {
  const now = DUE - HOUR;
  it('has what is old, of another flight, or without a schedule', () => {
    expect(why(terms(within(15)), now)).toBe('unknown');
    expect(why(terms(within(15)), now, heard(now, 'airborne'))).toBe('unknown');
    expect(why(terms(within(15)), now, tick(now - 11 * MINUTE))).toBe('stale');
    expect(why(terms(within(15)), now, tick(now - 30 * MINUTE, { state: 'scheduled' }))).toBe('valued');
    expect(why(terms(within(15)), now, tick(now, { flight: 'UA124' }))).toBe('other-thing');
    expect(why(terms(within(15)), now, tick(now, { state: 'unknown' }))).toBe('unknown');
    expect(why(terms(within(15)), now, tick(now, { estimatedIn: DUE + 25 * HOUR }))).toBe('bad-numbers');
  });

  it('has what one source denies of another', () => {
    expect(why(terms(within(15)), now, tick(now, { state: 'cancelled' }), heard(now, 'airborne'))).toBe('disputed');
    const gate = tick(now, { state: 'landed', actualIn: now - 5 * MINUTE, actualOn: now - 10 * MINUTE });
    expect(why(terms(within(15)), now, gate, heard(now, 'airborne'))).toBe('disputed');
    expect(why(terms(within(15)), now, gate, heard(now - 12 * MINUTE, 'airborne'))).toBe('valued');
    expect(why(terms(within(15)), now, gate, heard(now, 'landed'))).toBe('valued');
    const other = (change: Partial<Fact>) => tick(now, change, 'other');
    expect(why(terms(within(15)), now, tick(now), other({ estimatedIn: DUE + 31 * MINUTE }))).toBe('disputed');
    expect(why(terms(within(15)), now, tick(now), other({ estimatedIn: DUE + 20 * MINUTE }))).toBe('valued');
    expect(why(terms(within(15)), now, tick(now), other({ scheduledIn: DUE + MINUTE }))).toBe('disputed');
  });
});

describe('at any estimate', () => {
  it('a later deadline is worth no less, and both sides of it together a dollar', () => {
    const minutes = fc.integer({ min: -60, max: 180 });
    fc.assert(
      fc.property(minutes, minutes, fc.integer({ min: 1, max: 600 }), (estimate, limit, left) => {
        const now = DUE - left * MINUTE;
        const told = tick(now, { estimatedIn: DUE + estimate * MINUTE });
        fc.pre(now <= DUE + limit * MINUTE);
        const of = (delay: Condition, cancelled: 'no' | 'yes') =>
          worth(terms(delay, { cancelled: worded(cancelled) }), now, told);
        expect(of(within(limit + 5), 'no')).toBeGreaterThanOrEqual(of(within(limit), 'no') - 1e-12);
        expect(of(within(limit), 'no') + of(beyond(limit), 'yes')).toBeCloseTo(1, 9);
      }),
    );
  });
});
