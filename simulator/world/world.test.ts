import { describe, expect, it } from 'vitest';
import { conditionIdOf, marketNumber, marketOfTokenId, numberOfConditionId, tokenIdOf } from './identifiers.js';
import { kalshiListing } from './kalshi-listing.js';
import { latentPath } from './latent-path.js';
import { polymarketListing } from './polymarket-listing.js';
import { isLadder, listedOn, venueResult } from './question.js';
import { World } from './world.js';

const origin = Date.UTC(2026, 10, 21, 12);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

function picture(world: World, at: number) {
  return world.current(at).map((question) => ({
    lane: question.lane,
    index: question.index,
    timeline: question.timeline,
    inverse: question.inverse,
    outcomes: question.outcomes.map((_, outcome) => [question.probabilityAt(outcome, at), question.happened(outcome)]),
    kalshi: listedOn(question.kind, 'kalshi') && kalshiListing(world, question, 0).ticker,
    polymarket: listedOn(question.kind, 'polymarket') && polymarketListing(world, question, 0).tokens,
  }));
}

describe('World', () => {
  it('is the same for the same seed and origin, whenever and in whatever order it is asked', () => {
    const early = new World({ seed: 5, origin, speed: 1 });
    for (let at = 0; at < HOUR; at += 10_000) early.current(at);
    const late = new World({ seed: 5, origin, speed: 1 });
    for (const at of [HOUR, 0, HOUR / 3]) expect(picture(late, at)).toEqual(picture(early, at));
  });

  it('is another one for another seed', () => {
    const one = picture(new World({ seed: 5, origin, speed: 1 }), HOUR);
    expect(picture(new World({ seed: 6, origin, speed: 1 }), HOUR)).not.toEqual(one);
  });

  it('always has at least 15 short twins open, and some that live for ten minutes', () => {
    const world = new World({ seed: 1, origin, speed: 1 });
    for (let at = 0; at < HOUR / 2; at += 7_000) {
      const open = world.current(at).filter(({ timeline }) => timeline.openAt <= at && at < timeline.closeAt);
      const twins = open.filter((question) => question.kind === 'twin');
      const long = open.filter(({ timeline }) => timeline.closeAt - timeline.openAt > 600_000);
      expect(twins.length).toBeGreaterThanOrEqual(14);
      expect(long.length).toBeGreaterThanOrEqual(4);
    }
  });

  it('settles every question 2.5 to 6.5 seconds after its close', () => {
    const world = new World({ seed: 1, origin, speed: 1 });
    for (const { timeline } of world.current(HOUR)) {
      expect(timeline.settledAt - timeline.closeAt).toBeGreaterThanOrEqual(2_500);
      expect(timeline.settledAt - timeline.closeAt).toBeLessThanOrEqual(6_500);
    }
  });

  it('gives exclusive events prices that add to one and exactly one winner', () => {
    const world = new World({ seed: 3, origin, speed: 1 });
    let seen = 0;
    for (const question of world.current(HOUR).filter((one) => one.outcomes.length > 1 && !isLadder(one))) {
      seen++;
      const { timeline, outcomes } = question;
      for (const at of [timeline.openAt, (timeline.openAt + timeline.closeAt) / 2, timeline.closeAt]) {
        const total = outcomes.reduce((sum, _, outcome) => sum + question.probabilityAt(outcome, at), 0);
        expect(total).toBeCloseTo(1, 6);
      }
      expect(outcomes.filter((_, outcome) => question.happened(outcome))).toHaveLength(1);
    }
    expect(seen).toBeGreaterThanOrEqual(6);
  });

  it('makes each rung of a ladder at least as likely as the one before, and YES wherever that one is', () => {
    const world = new World({ seed: 3, origin, speed: 1 });
    const ladders = [...world.listedBackwards('kalshi', HOUR), ...world.listedBackwards('polymarket', HOUR)].filter(
      isLadder,
    );
    expect(ladders.length).toBeGreaterThan(150);
    const results = new Set<string>();
    for (const ladder of ladders) {
      const ends = ladder.outcomes.map((_, rung) => ladder.happened(rung));
      expect(ends).toEqual(ends.toSorted((a, b) => Number(a) - Number(b)));
      results.add(`${ends[0]} ${ends.at(-1)}`);
      for (const at of [ladder.timeline.openAt, ladder.timeline.closeAt]) {
        const prices = ladder.outcomes.map((_, rung) => ladder.probabilityAt(rung, at));
        expect(prices).toEqual(prices.toSorted((a, b) => a - b));
      }
    }
    expect([...results].sort()).toEqual(['false false', 'false true', 'true true']);
  });

  it('asks about one thing once at a time: strikes of one price, and deadlines of one event, hang together', () => {
    for (const seed of [1, 2, 11]) {
      const world = new World({ seed, origin, speed: 1 });
      for (let at = 0; at < HOUR / 2; at += 20_000) {
        const about = world.current(at).flatMap(({ kalshiTitle, category, outcomes, timeline }) => {
          if (at < timeline.openAt || at >= timeline.closeAt) return [];
          const [rules = ''] = outcomes.map(({ kalshiRules }) => kalshiRules);
          if (category === 'politics') return /^If the Senate confirms \w+ \w+ as [\w ]+? before/.exec(rules) ?? [];
          return outcomes.length === 1 || outcomes[0]?.strike ? [kalshiTitle] : [];
        });
        expect(about.toSorted()).toEqual([...new Set(about)].sort());
      }
    }
  });

  it('lets two teams play one game at a time, whichever is named first', () => {
    // Without that, these two lanes of a recorded run would ask about one game, and the matcher be right to trade them as one.
    const world = new World({ seed: 5, origin: Date.UTC(2026, 10, 22, 10, 47, 5, 754), speed: 1 });
    for (let at = 50 * MINUTE; at < HOUR; at += 5_000) {
      const games = world
        .current(at)
        .filter(({ category }) => category === 'sports')
        .map(({ kalshiTitle }) => kalshiTitle.split(/\W+/).toSorted().join(' '));
      expect(games).toEqual([...new Set(games)]);
    }
  });

  it('pays opposite sides of inverse twins and the same side of the others', () => {
    const world = new World({ seed: 3, origin, speed: 1 });
    const twins = [...world.listedBackwards('kalshi', HOUR)].filter(({ kind }) => kind === 'twin');
    const inverse = twins.filter((twin) => twin.inverse);
    expect(inverse.length / twins.length).toBeGreaterThan(0.15);
    for (const twin of twins) {
      expect(venueResult(twin, 'kalshi', 0) === venueResult(twin, 'polymarket', 0)).toBe(!twin.inverse);
    }
  });

  it('finds markets again by their ids and refuses the ids of another world', () => {
    const number = marketNumber({ lane: 17, index: 12_345, outcome: 3 });
    expect(numberOfConditionId(1, conditionIdOf(1, number))).toBe(number);
    expect(marketOfTokenId(1, tokenIdOf(1, number, 1))).toEqual({ number, side: 1 });
    expect(numberOfConditionId(2, conditionIdOf(1, number))).toBeNull();
    expect(marketOfTokenId(2, tokenIdOf(1, number, 0))).toBeNull();
  });
});

describe('latentPath', () => {
  const paths = Array.from({ length: 4_000 }, (_, seed) =>
    latentPath({ seed, durationMs: 40_000, start: 0.1 + 0.8 * ((seed % 97) / 96), newsEveryMs: 6_000 }),
  );

  it('ends YES as often as its price said, at the opening, half-way and at the end', () => {
    for (const elapsed of [0, 20_000, 40_000]) {
      for (let bin = 0; bin < 5; bin++) {
        const inBin = paths.filter((path) => Math.floor(path.probabilityAt(elapsed) * 5) === bin);
        const expected = inBin.reduce((sum, path) => sum + path.probabilityAt(elapsed), 0) / inBin.length;
        const share = inBin.filter((path) => path.outcome).length / inBin.length;
        expect(Math.abs(share - expected)).toBeLessThan(4 * Math.sqrt(0.25 / inBin.length));
      }
    }
  });

  it('does not drift: what it gains on average is zero', () => {
    const gains = paths.map((path) => path.finalProbability - path.probabilityAt(0));
    const mean = gains.reduce((sum, gain) => sum + gain, 0) / gains.length;
    const deviation = Math.sqrt(gains.reduce((sum, gain) => sum + gain * gain, 0) / gains.length);
    expect(Math.abs(mean)).toBeLessThan((4 * deviation) / Math.sqrt(gains.length));
    expect(deviation).toBeGreaterThan(0.03);
  });
});
