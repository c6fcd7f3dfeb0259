import type { Market } from '@pm-arbitrage/core/domain/market.js';
import { classifyMarket } from '@pm-arbitrage/core/settlement-terms/classify-market.js';
import { aMarket } from '@pm-arbitrage/core/settlement-terms/testing/a-market.js';
import { describe, expect, it } from 'vitest';
import { type Question, venueResult } from './question.js';
import { World } from './world.js';

const MINUTE = 60_000;
// No whole minute, so that nothing falls on one by chance.
const origin = Date.UTC(2026, 10, 21, 12, 3, 17);

/** The first questions of every lane about a price. */
const priced = (world: World, count: number): readonly Question[] =>
  world.lanes
    .filter(({ price }) => price !== null)
    .flatMap(({ index: lane }) => Array.from({ length: count }, (_, index) => world.question(lane, index)))
    .filter((question) => question !== null);

function listed(world: World, question: Question): Market {
  const platform = question.kind === 'kalshi-price' ? 'kalshi' : 'polymarket';
  const [text] = question.outcomes;
  const strike = text?.strike;
  return aMarket(platform, {
    title: (platform === 'kalshi' ? question.kalshiTitle : text?.polymarketQuestion) ?? '',
    subtitle: text?.label ?? '',
    rules: (platform === 'kalshi' ? text?.kalshiRules : text?.polymarketRules) ?? '',
    sources: [question.source.name],
    closeTime: world.wallTime(question.timeline.closeAt),
    strike: strike && platform === 'kalshi' ? { type: strike.type, floor: strike.floor ?? null, cap: null } : null,
  });
}

describe('questions about prices', () => {
  it.each([1, 4])('are read for what they settle on, to the minute, at speed %d', (speed) => {
    const world = new World({ seed: 4, origin, speed });
    const questions = priced(world, 20);
    expect(questions.length).toBe(120);
    for (const question of questions) {
      const at = world.wallTime(question.timeline.closeAt);
      expect(at % MINUTE).toBe(0);
      expect(classifyMarket(listed(world, question))).toMatchObject({
        kind: 'price-at',
        at: { value: at },
        condition: { value: { kind: 'above', ties: false } },
      });
    }
  });

  it('end as what they were worth said, on average and at every price', () => {
    const samples = [4, 5, 6].flatMap((seed) =>
      priced(new World({ seed, origin, speed: 1 }), 40).map((question) => ({
        probability: question.probabilityAt(0, (question.timeline.openAt + question.timeline.closeAt) / 2),
        happened: question.happened(0),
      })),
    );
    for (let bin = 0; bin < 4; bin++) {
      const inBin = samples.filter(({ probability }) => Math.min(3, Math.floor(probability * 4)) === bin);
      const expected = inBin.reduce((sum, { probability }) => sum + probability, 0) / inBin.length;
      const share = inBin.filter(({ happened }) => happened).length / inBin.length;
      expect(inBin.length).toBeGreaterThan(60);
      expect(Math.abs(share - expected)).toBeLessThan(4 * Math.sqrt(0.25 / inBin.length));
    }
  });

  it('are decided at the end: what they are worth then is what they pay', () => {
    const world = new World({ seed: 4, origin, speed: 1 });
    for (const question of priced(world, 20)) {
      const venue = question.kind === 'kalshi-price' ? 'kalshi' : 'polymarket';
      const worth = question.probabilityAt(0, question.timeline.closeAt);
      expect(worth).toBe(venueResult(question, venue, 0) ? 1 : 0);
    }
  });
});
