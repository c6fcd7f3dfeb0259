import { expect, it } from 'vitest';
import { FairValueError } from '../fair-value-error.js';
import { normalCdf } from '../numerics/normal-cdf.js';
import { expectPropagated, expectSimulated } from '../testing/expect-simulated.js';
import { expectVector } from '../testing/expect-vector.js';
import { normalDraws } from '../testing/normal-draws.js';
import { viewOf } from '../testing/views.js';
import { type Barrier, barrierTouch, INSTANT_SHORTFALL, TRIMMED_MINUTE_SHORTFALL } from './barrier-touch.js';
import { priceAtExpiry } from './price-at-expiry.js';
import { touchFormula } from './touch-formula.js';
import { trimmedMinuteMean } from './trimmed-minute-mean.js';

const DAYS_40 = 40 * 86_400;
const view = viewOf({ volatility: 0.5, secondsLeft: DAYS_40 });
const barrier = (changes: Partial<Barrier> = {}): Barrier => ({
  side: 'up',
  level: 100_000,
  touched: false,
  monitoring: { kind: 'continuous' },
  ...changes,
});
const MINUTES = { kind: 'instants', seconds: 60 } as const;

it('agrees with the reference, up, down, and looked at once a minute', () => {
  expectVector(barrierTouch(view, barrier()).probability, '0.267287127');
  expectVector(barrierTouch(view, barrier({ side: 'down', level: 70_000 })).probability, '0.2959493619');
  expectVector(barrierTouch(view, barrier({ monitoring: MINUTES })).probability, '0.2662168466');
  const spread = 0.5 * Math.sqrt(40 / 365);
  expectVector(2 * normalCdf(-Math.log(100_000 / 84_000) / spread), '0.2921760312');
  expectVector(priceAtExpiry(view, { kind: 'above', strike: 100_000, ties: true }).probability, '0.1279530505');
  expectVector(100_000 * Math.exp(INSTANT_SHORTFALL * 0.5 * Math.sqrt(60 / 31_536_000)), '100040.1883');
});

it('is certain of what has been reached, and exact without motion', () => {
  const sure = { probability: 1, standardError: 0 };
  expect(barrierTouch(viewOf({ basis: { mean: 0, sd: 50 } }), barrier({ touched: true }))).toEqual(sure);
  expect(barrierTouch(view, barrier({ level: 84_000 }))).toEqual(sure);
  expect(barrierTouch(view, barrier({ side: 'down', level: 84_000 }))).toEqual(sure);
  const none = { probability: 0, standardError: 0 };
  expect(barrierTouch(viewOf({ secondsLeft: 0 }), barrier())).toEqual(none);
  expect(barrierTouch(viewOf({ volatility: 0 }), barrier({ monitoring: MINUTES }))).toEqual(none);
});

const volatility = 0.6;
const nearby = { level: 84_500, minutes: 120 };
const paths = viewOf({ volatility, secondsLeft: nearby.minutes * 60 });
/** Moves a price on by so many seconds. */
const step = (draw: () => number, seconds: number) => {
  const spread = volatility * Math.sqrt(seconds / 31_536_000);
  return (price: number) => price * Math.exp(spread * draw() - spread ** 2 / 2);
};

it('says the share of simulated paths that are there at one of the looks', () => {
  const minute = step(normalDraws(3), 60);
  const { probability } = barrierTouch(paths, barrier({ level: nearby.level, monitoring: MINUTES }));
  expectSimulated(probability, 20_000, () => {
    let price = 84_000;
    for (let look = 0; look < nearby.minutes; look++) if ((price = minute(price)) >= nearby.level) return true;
    return false;
  });
});

it.each([
  ['at', 84_000, 2],
  ['just beyond', 83_950, 2],
  ['well beyond', 83_900, 3],
  ['just short of', 84_040, 5],
  ['at', 84_000, 20],
  ['beyond', 83_940, 60],
])('knows few looks from many when the price is %s the barrier %d, %d looks left', (_, level, looks) => {
  // The next look comes in 20 seconds.
  const secondsLeft = (looks - 1) * 60 + 20;
  const draw = normalDraws(100 + looks);
  const [first, later] = [step(draw, 20), step(draw, 60)];
  const { probability } = barrierTouch(viewOf({ volatility, secondsLeft }), barrier({ level, monitoring: MINUTES }));
  const runs = 10_000;
  let hits = 0;
  for (let run = 0; run < runs; run++) {
    let price = first(84_000);
    for (let look = 1; look < looks && price < level; look++) price = later(price);
    if (price >= level) hits++;
  }
  // 0.01 beside the sampling error: the moved barrier for what follows the next look.
  expect(Math.abs(hits / runs - probability)).toBeLessThan(
    4 * Math.sqrt((probability * (1 - probability)) / runs) + 0.01,
  );
});

it('has no step where the way of looking changes', () => {
  const near = 4 * volatility * Math.sqrt(60 / 31_536_000);
  for (const looks of [2, 10, 120]) {
    const touch = (by: number) =>
      barrierTouch(
        viewOf({ volatility, secondsLeft: looks * 60 }),
        barrier({ level: 84_000 * Math.exp(near * by), monitoring: MINUTES }),
      ).probability;
    expect(Math.abs(touch(1 - 1e-9) - touch(1 + 1e-9))).toBeLessThan(0.002);
  }
});

it('says the share of simulated paths of which the trimmed mean of a minute is there', () => {
  const second = step(normalDraws(13), 1);
  const { probability } = barrierTouch(
    paths,
    barrier({ level: nearby.level, monitoring: { kind: 'trimmed-minutes' } }),
  );
  expectSimulated(probability, 600, () => {
    let price = 84_000;
    for (let minute = 0; minute < nearby.minutes; minute++) {
      if (trimmedMinuteMean(Array.from({ length: 60 }, () => (price = second(price)))) >= nearby.level) return true;
    }
    return false;
  });
});

it('knows by how much trimmed means of minutes fall short of what is seen at their ends', () => {
  const draw = normalDraws(21);
  const runs = 500;
  const differences = Array.from({ length: runs }, () => {
    // Steps of 1/√60, so that a minute has unit variance; far from the start, so that no mean is negative.
    let at = 1e6;
    let [ends, means] = [at, at];
    for (let minute = 0; minute < 100; minute++) {
      const prints = Array.from({ length: 60 }, () => (at += draw() / Math.sqrt(60)));
      ends = Math.max(ends, at);
      means = Math.max(means, trimmedMinuteMean(prints));
    }
    return ends - means;
  });
  const mean = differences.reduce((sum, value) => sum + value, 0) / runs;
  const variance = differences.reduce((sum, value) => sum + (value - mean) ** 2, 0) / runs;
  // Beside the sampling error, 0.01 for the starting point counting as a look.
  expect(Math.abs(mean - (TRIMMED_MINUTE_SHORTFALL - INSTANT_SHORTFALL))).toBeLessThan(
    4 * Math.sqrt(variance / runs) + 0.01,
  );
  expect(Math.sqrt(variance / runs)).toBeLessThan(0.02);
});

it('has the mean and spread that drawn inputs give, near the barrier too', () => {
  for (const level of [84_040, 84_200]) {
    for (const monitoring of [{ kind: 'continuous' }, MINUTES] as const) {
      const uncertain = viewOf({ secondsLeft: 1_800, volatilityError: 0.2, basis: { mean: 15, sd: 40 } });
      const draw = normalDraws(5);
      const u = Math.sqrt(Math.log1p(0.04));
      expectPropagated(
        barrierTouch(uncertain, barrier({ level, monitoring })),
        40_000,
        () =>
          barrierTouch(
            viewOf({
              secondsLeft: 1_800,
              price: 83_985 + 40 * draw(),
              volatility: 0.45 * Math.exp(u * draw() - (u * u) / 2),
            }),
            barrier({ level, monitoring }),
          ).probability,
      );
    }
  }
});

it('grows more uncertain with its inputs', () => {
  const errors = [0, 5, 20, 60].map(
    (sd) =>
      barrierTouch(viewOf({ basis: { mean: 0, sd }, volatilityError: sd / 300 }), barrier({ level: 84_300 }))
        .standardError,
  );
  expect(errors).toEqual(errors.toSorted((a, b) => a - b));
  expect(errors[0]).toBe(0);
  expect(errors[1]).toBeGreaterThan(0);
});

it('stays within 0 and 1 for extreme spreads', () => {
  for (const spread of [1e-12, 1e-3, 1, 30, 1e3]) {
    for (const side of ['up', 'down'] as const) {
      for (const distance of [1e-9, 0.1, 5, 600]) {
        const value = touchFormula(side, distance, spread);
        expect(value >= 0 && value <= 1, `${side} ${distance} ${spread}: ${value}`).toBe(true);
      }
    }
  }
});

it('averages the middle 36 prints of a minute, and only of a whole one', () => {
  const minute = Array.from({ length: 60 }, (_, second) => 1 + second);
  expect(trimmedMinuteMean(minute)).toBe(30.5);
  expect(trimmedMinuteMean(minute.map((print) => (print > 50 ? 1e9 : print)))).toBe(30.5);
  expect(() => trimmedMinuteMean(minute.slice(1))).toThrow(FairValueError);
  expect(() => trimmedMinuteMean(minute.with(4, Number.NaN))).toThrow(FairValueError);
});

it('refuses barriers that are no prices', () => {
  expect(() => barrierTouch(view, barrier({ level: 0 }))).toThrow(FairValueError);
  expect(() => barrierTouch(view, barrier({ monitoring: { kind: 'instants', seconds: 0 } }))).toThrow(FairValueError);
});
