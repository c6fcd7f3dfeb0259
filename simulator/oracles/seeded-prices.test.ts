import { describe, expect, it } from 'vitest';
import { seededPrices } from './seeded-prices.js';

const ORIGIN = Date.parse('2026-11-21T00:00:00Z');
const HOUR = 3_600_000;

describe('seededPrices', () => {
  it('answers the same whatever was asked before', () => {
    const one = seededPrices({ seed: 1, origin: ORIGIN });
    const other = seededPrices({ seed: 1, origin: ORIGIN });
    other('btc-usd', ORIGIN + 90 * HOUR);
    other('eth-usd', ORIGIN);
    for (const at of [0, 1, 30, 77])
      expect(one('btc-usd', ORIGIN + at * HOUR)).toBe(other('btc-usd', ORIGIN + at * HOUR));
    expect(seededPrices({ seed: 2, origin: ORIGIN })('btc-usd', ORIGIN + HOUR)).not.toBe(one('btc-usd', ORIGIN + HOUR));
  });

  it.each([1_000, 60_000, HOUR])('moves as much in %i ms as its volatility says', (step) => {
    const price = seededPrices({ seed: 3, origin: ORIGIN, volatility: 0.5 });
    let squares = 0;
    const steps = 4_000;
    for (let i = 0; i < steps; i++) {
      const from = ORIGIN + i * step;
      squares += Math.log(price('btc-usd', from + step) / price('btc-usd', from)) ** 2;
    }
    const yearly = Math.sqrt((squares / steps) * ((365 * 24 * HOUR) / step));
    expect(Math.abs(yearly - 0.5)).toBeLessThan(0.03);
  });

  it('costs a little more in Tether, and not always equally much', () => {
    const price = seededPrices({ seed: 3, origin: ORIGIN });
    const shares = [1, 20, 45].map(
      (at) => price('btc-usdt', ORIGIN + at * HOUR) / price('btc-usd', ORIGIN + at * HOUR) - 1,
    );
    for (const share of shares) {
      expect(share).toBeGreaterThan(0.000_15);
      expect(share).toBeLessThan(0.000_45);
    }
    expect(new Set(shares).size).toBe(3);
  });
});
