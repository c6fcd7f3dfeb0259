import type { OracleTick } from '@pm-arbitrage/core/domain/oracle-tick.js';
import { describe, expect, it } from 'vitest';
import { Fuser, fusionRules } from './fuser.js';

const T0 = Date.UTC(2026, 10, 21, 12);
const tick = (source: string, price: number, change: Partial<OracleTick> = {}): OracleTick => ({
  type: 'crypto',
  symbol: 'btc-usd',
  source,
  fact: { kind: 'price', price },
  unit: 'usd',
  eventTime: T0,
  receivedAt: T0,
  quality: 'live',
  uncertainty: null,
  ...change,
});

it('lets what is quoted in Tether vote on Tether alone', () => {
  const dollars = new Fuser(fusionRules.crypto);
  expect(dollars.take(tick('binance', 84_040, { unit: 'usdt' }), T0)).toMatchObject({
    tick: null,
    leftOut: [{ source: 'binance', why: 'other-unit' }],
  });
  expect(dollars.take(tick('coinbase', 84_000), T0 + 200)?.tick?.fact).toMatchObject({ price: 84_000 });
  const tether = new Fuser(fusionRules.crypto);
  expect(tether.take(tick('binance', 84_040, { unit: 'usdt', symbol: 'btc-usdt' }), T0)?.tick).toMatchObject({
    unit: 'usdt',
    fact: { price: 84_040 },
  });
});

it('fuses a quantity no more often than it should, and never what is no number', () => {
  const fuser = new Fuser(fusionRules.crypto);
  expect(fuser.take(tick('coinbase', 84_000), T0)).not.toBeNull();
  expect(fuser.take(tick('coinbase', 84_001), T0 + 99)).toBeNull();
  expect(fuser.take(tick('coinbase', 84_001), T0 + 100)).not.toBeNull();
  const headline = { kind: 'headline' as const, id: '1', title: '', summary: '', link: '', publisher: '' };
  expect(fuser.take(tick('rss', 1, { fact: headline }), T0 + 500)).toBeNull();
});

describe('figures', () => {
  const figure = (source: string, value: number, revision: boolean, at = T0): OracleTick =>
    tick(source, 1, {
      type: 'economics',
      symbol: 'cpiaucsl',
      unit: 'percent',
      fact: { kind: 'figure', value, period: '2026-10', revision },
      eventTime: at,
      receivedAt: at,
    });

  it('keep their first print beside what it is revised to, whichever is told last', () => {
    const fuser = new Fuser(fusionRules.economics);
    const later = T0 + 30 * 86_400_000;
    const told = [
      fuser.take(figure('fred', 0.3, false), later),
      fuser.take(figure('fred', 0.1, true, later), later),
      fuser.take(figure('bls', 0.3, false), later),
    ].map((fused) => fused?.tick?.fact);
    expect(told).toMatchObject([
      { value: 0.3, revision: false },
      { value: 0.1, revision: true },
      { value: 0.3, revision: false },
    ]);
  });

  it('of two sources that differ say so, told in one breath', () => {
    const fuser = new Fuser(fusionRules.economics);
    expect(fuser.take(figure('fred', 0.3, false), T0)?.tick).not.toHaveProperty('disputed');
    expect(fuser.take(figure('bls', 0.2, false), T0)?.tick).toMatchObject({ disputed: true });
  });
});
