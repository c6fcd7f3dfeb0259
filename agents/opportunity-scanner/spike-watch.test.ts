import type { FairValue } from '@pm-arbitrage/core/domain/fair-value.js';
import { expect, it } from 'vitest';
import { aBook, aMarket, T0 } from './scanner-fixtures.js';
import { SpikeWatch } from './spike-watch.js';

const market = aMarket('kalshi', 'K');
const MINUTE = 60_000;
const HISTORY_MS = 10 * MINUTE;
const fair = (probability: number): FairValue => ({
  model: 'above-at-expiry',
  probability,
  standardError: 0.01,
  worst: probability - 0.02,
  sources: ['coinbase btc-usd'],
  oracleAt: T0,
  maxAgeMs: 5_000,
  live: false,
});
const at = (cents: number) =>
  aBook(market, [[((cents - 1) / 100).toFixed(2), '10']], [[((cents + 1) / 100).toFixed(2), '10']]);

/** A watch that saw a price around 50 cents for a quarter of an hour. */
function calmWatch(): SpikeWatch {
  const watch = new SpikeWatch(HISTORY_MS);
  for (let minute = 0; minute <= 15; minute++)
    expect(watch.price(at(50 + (minute % 2)), fair(0.5), T0 + minute * MINUTE)).toBeNull();
  return watch;
}
const LATER = T0 + 16 * MINUTE;

it('tells a price that left its mean while the oracle stood still, and that it came back', () => {
  const watch = calmWatch();
  const news = watch.price(at(42), fair(0.5), LATER);
  expect(news?.values?.yes.probability).toBeCloseTo(0.504, 2);
  expect(news?.values?.yes.worst).toBeLessThan(0.5);
  expect((news?.values?.yes.probability ?? 0) + (news?.values?.no.probability ?? 0)).toBe(1);
  expect(watch.price(at(50), fair(0.5), LATER + 1)).toEqual({ market: market.id, values: null });
  expect(watch.price(at(50), fair(0.5), LATER + 2)).toBeNull();
});

it('tells nothing of a move that the oracle explains, of a small one, or before it knows the mean', () => {
  expect(calmWatch().price(at(42), fair(0.45), LATER)).toBeNull();
  expect(calmWatch().price(at(47), fair(0.5), LATER)).toBeNull();
  const young = new SpikeWatch(HISTORY_MS);
  young.price(at(50), fair(0.5), T0);
  expect(young.price(at(42), fair(0.5), T0 + MINUTE)).toBeNull();
});

it('tells nothing of a price that came to what the oracle had said all along', () => {
  const watch = new SpikeWatch(HISTORY_MS);
  for (let minute = 0; minute <= 15; minute++) watch.price(at(50), fair(0.6), T0 + minute * MINUTE);
  expect(watch.price(at(60), fair(0.6), LATER)).toBeNull();
  const passed = new SpikeWatch(HISTORY_MS);
  for (let minute = 0; minute <= 15; minute++) passed.price(at(50), fair(0.54), T0 + minute * MINUTE);
  expect(passed.price(at(60), fair(0.54), LATER)?.values?.no.probability).toBeCloseTo(0.5, 2);
});

it('knows a spike of a price that follows its oracle wherever that goes, and brings it back to where it is by then', () => {
  const watch = new SpikeWatch(HISTORY_MS);
  const path = (minute: number) => 0.5 + 0.01 * minute;
  for (let minute = 0; minute <= 15; minute++)
    expect(watch.price(at(100 * path(minute) + 1), fair(path(minute)), T0 + minute * MINUTE)).toBeNull();
  const news = watch.price(at(45), fair(path(16)), LATER);
  expect(news?.values?.yes.probability).toBeCloseTo(path(16) + 0.01, 9);
  expect(watch.price(at(67), fair(path(16)), LATER + 1)).toEqual({ market: market.id, values: null });
});

it('knows a mean after the time that it was told, and forgets old prices in half of it', () => {
  const watch = new SpikeWatch(MINUTE);
  for (let second = 0; second <= 45; second += 15) watch.price(at(50), fair(0.5), T0 + second * 1_000);
  expect(watch.price(at(42), fair(0.5), T0 + MINUTE - 1)).toBeNull();
  const calm = new SpikeWatch(MINUTE);
  for (let second = 0; second <= 45; second += 15) calm.price(at(50), fair(0.5), T0 + second * 1_000);
  expect(calm.price(at(42), fair(0.5), T0 + MINUTE)?.values?.yes.probability).toBeCloseTo(0.5, 9);
  const moved = new SpikeWatch(MINUTE);
  moved.price(at(50), fair(0.5), T0);
  moved.price(at(52), fair(0.5), T0 + MINUTE / 2);
  expect(moved.price(at(80), fair(0.5), T0 + MINUTE)?.values?.yes.probability).toBeCloseTo(0.51, 9);
});

it('does not learn from the spike itself, and forgets a market without oracle or book', () => {
  const watch = calmWatch();
  for (let minute = 0; minute < 10; minute++)
    expect(watch.price(at(42), fair(0.5), LATER + minute * MINUTE)?.values?.yes.probability).toBeCloseTo(0.504, 2);
  expect(watch.price({ ...at(42), status: 'broken' }, fair(0.5), LATER + 11 * MINUTE)).toMatchObject({ values: null });
  expect(watch.price(at(42), undefined, LATER + 12 * MINUTE)).toBeNull();
});

it('takes back what the oracle explains a moment later, once, and nothing else', () => {
  const watch = calmWatch();
  expect(watch.fair(market.id, fair(0.4))).toBeNull();
  watch.price(at(42), fair(0.5), LATER);
  expect(watch.fair(market.id, fair(0.5))).toBeNull();
  expect(watch.fair(market.id, fair(0.44))).toEqual({ market: market.id, values: null });
  expect(watch.fair(market.id, fair(0.44))).toBeNull();
  expect(watch.price(at(42), fair(0.44), LATER + 1)).toBeNull();
});
