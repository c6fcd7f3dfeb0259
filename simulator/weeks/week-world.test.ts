import { createHash } from 'node:crypto';
import { priceUpdateProblem } from '@pm-arbitrage/core/domain/price-update.js';
import { classifyMarket } from '@pm-arbitrage/core/settlement-terms/classify-market.js';
import { expect, it } from 'vitest';
import { controlWeek, measuredWeek } from './week-parameters.js';
import { WeekWorld } from './week-world.js';

const FROM = Date.UTC(2026, 10, 9);
const SHORT = { hours: [17], before: 16, after: 2 };
const world = (change: Partial<ConstructorParameters<typeof WeekWorld>[0]> = {}) =>
  new WeekWorld({ seed: 1, from: FROM, days: 2, parameters: measuredWeek, plan: SHORT, ...change });

it('words its markets as the venues do: each price is read from its text, and settles when the world says', () => {
  const priced = world().markets.filter(({ twin }) => twin === null);
  const read = priced.map(({ market, closesAt }) => {
    const terms = classifyMarket(market);
    if (terms.kind === 'price-at') return [terms.reading.value.kind, terms.at.value - closesAt];
    if (terms.kind === 'up-down') return [terms.reading.value.kind, terms.end.value - closesAt];
    if (terms.kind === 'touch') return ['touch', terms.to.value - closesAt];
    return [market.title, terms];
  });
  expect(new Set(read.map((row) => JSON.stringify(row)))).toEqual(
    new Set(['["index-average",0]', '["chainlink-twap",0]', '["candle",60000]', '["touch",0]']),
  );
});

it('asks no question twice on one day, and both sides of a twin in words of their own', () => {
  const twins = world({ days: 5 }).markets.filter(({ twin }) => twin !== null);
  expect(twins.length).toBe(30);
  expect(new Set(twins.map(({ market }) => market.title)).size).toBe(30);
});

it('repeats itself to the byte from a seed, and is another world from another', () => {
  const hashOf = (seed: number) => {
    const hash = createHash('sha256');
    for (const moment of world({ seed, days: 1 }).moments()) hash.update(JSON.stringify(moment));
    return hash.digest('hex');
  };
  const first = hashOf(1);
  expect(hashOf(1)).toBe(first);
  expect(hashOf(2)).not.toBe(first);
});

it('tells sound books in the order of time, and pays every market once', () => {
  const paid = new Map<string, number>();
  const problems: unknown[] = [];
  let last = 0;
  const one = world();
  for (const { at, markets, updates } of one.moments()) {
    if (at < last) problems.push({ at, last });
    last = at;
    for (const update of updates) if (priceUpdateProblem(update) !== null) problems.push(update);
    for (const { id, status } of markets) if (status === 'resolved') paid.set(id, (paid.get(id) ?? 0) + 1);
  }
  expect(problems).toEqual([]);
  expect([...paid.values()].every((count) => count === 1)).toBe(true);
  expect(paid.size).toBe(one.markets.filter(({ opensAt }) => opensAt < (one.sessions.at(-1)?.to ?? 0)).length);
});

it('lags the oracle where it was measured to, and nowhere in the control world', () => {
  const lagsOf = (parameters: typeof measuredWeek) => {
    const one = world({ days: 1, parameters });
    const byId = new Map(one.markets.map((market) => [market.market.id, market]));
    const offs: number[] = [];
    for (const { at, updates } of one.moments()) {
      for (const { asks, bids, market } of updates) {
        const [bid] = bids;
        const [ask] = asks;
        const known = byId.get(market);
        // Where the fair value is near an end, the book cannot stand around it.
        const fair = known?.fairAt(at) ?? 0;
        if (bid === undefined || ask === undefined || fair < 0.05 || fair > 0.95 || known?.twin !== null) continue;
        offs.push(Math.abs((bid[0] + ask[0]) / 20_000 - fair));
      }
    }
    return offs.sort((a, b) => a - b);
  };
  const control = lagsOf(controlWeek);
  expect(control[Math.floor(control.length * 0.5)]).toBeLessThan(0.006);
  const measured = lagsOf(measuredWeek);
  expect(measured.at(-1)).toBeGreaterThan(0.05);
});
