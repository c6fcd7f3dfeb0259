import { describe, expect, it } from 'vitest';
import { bestSize, type SizeCurve } from './best-size.js';

const always = () => true;

/** Straight lines between corners, with a sawtooth of known height below them. */
function curve(change: Partial<SizeCurve> & Pick<SizeCurve, 'value'>): SizeCurve & { asked: number } {
  const made = {
    asked: 0,
    first: 1,
    last: 1_000_000,
    affordable: always,
    permitted: always,
    endOfSegment: () => Number.MAX_SAFE_INTEGER,
    noise: 1,
    slack: () => 1,
    ...change,
  };
  return {
    ...made,
    value(lots) {
      this.asked++;
      return change.value(lots);
    },
  } as SizeCurve & { asked: number };
}

describe('the best size', () => {
  it('is the end of a rising line, found with a handful of questions', () => {
    const rising = curve({ value: (lots) => lots * 50 });
    expect(bestSize({ ...rising, value: (lots) => rising.value(lots) })).toMatchObject({
      lots: 1_000_000,
      exact: true,
    });
    expect(rising.asked).toBeLessThan(25);
  });

  it('is the best tooth near the end of a line that rises slowly', () => {
    const tooth = (lots: number) => lots * 5 - ((lots * 37) % 101);
    const found = bestSize(curve({ value: tooth, noise: 102, last: 50_000 }));
    let best = 0;
    for (let lots = 1; lots <= 50_000; lots++) best = Math.max(best, tooth(lots));
    expect(found).toMatchObject({ value: best, exact: true });
  });

  it('is given up within the noise on a long flat line, and says so', () => {
    const flat = (lots: number) => 1_000 - ((lots * 37) % 1_009);
    const found = bestSize(curve({ value: flat, noise: 1_010 }));
    expect(found.exact).toBe(false);
    expect(found.value).toBeGreaterThan(1_000 - 1_010);
  });

  it('stops walking when the line falls by more than rounding can give back', () => {
    const corners = curve({
      value: (lots) => (lots <= 10 ? lots * 100 : 1_000 - (lots - 10) * 100),
      endOfSegment: (lots) => Math.ceil(lots / 10) * 10,
      slack: () => 500,
    });
    expect(bestSize({ ...corners, value: (lots) => corners.value(lots) })).toMatchObject({ lots: 10, value: 1_000 });
    expect(corners.asked).toBeLessThan(20);
  });

  it('lies between what is permitted and what is affordable', () => {
    const rising = { value: (lots: number) => lots, permitted: (lots: number) => lots >= 17 };
    expect(bestSize(curve({ ...rising, affordable: (lots) => lots <= 4_321 })).lots).toBe(4_321);
    expect(bestSize(curve({ ...rising, value: (lots) => -lots, affordable: always })).lots).toBe(17);
    expect(bestSize(curve({ ...rising, affordable: (lots) => lots <= 16 }))).toMatchObject({
      lots: null,
      unaffordable: true,
    });
    expect(bestSize(curve({ ...rising, last: 16 }))).toMatchObject({ lots: null, unaffordable: false });
  });
});
