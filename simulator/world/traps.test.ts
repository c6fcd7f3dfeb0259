import { describe, expect, it } from 'vitest';
import { isTrap, listedPairs } from './listed-pairs.js';
import { outcomesOn, venueProbability, venueResult } from './question.js';
import { trapKinds } from './trap-kinds.js';
import { traps } from './traps.js';
import { World } from './world.js';

const origin = Date.UTC(2026, 10, 21, 12);
const HOUR = 3_600_000;
const SEEDS = [1, 2, 3, 42];
const worlds = SEEDS.map((seed) => new World({ seed, origin, speed: 1 }));
const listed = worlds.flatMap((world) =>
  [...world.listedBackwards('kalshi', HOUR)].filter(({ trap }) => trap !== null),
);

describe('a world of any seed', () => {
  it('always lists a trap of every kind, beside twins of both polarities', () => {
    for (const world of worlds) {
      for (let at = origin; at < origin + HOUR; at += 240_000) {
        const pairs = listedPairs(world, at, at + 60_000);
        const kinds = new Set(pairs.map(({ kind }) => kind));
        expect([...trapKinds, 'same', 'inverse'].filter((kind) => !kinds.has(kind as never))).toEqual([]);
        expect(pairs.filter((pair) => !isTrap(pair)).length).toBeGreaterThan(pairs.filter(isTrap).length);
      }
    }
  });

  it('settles traps apart at times and together at others, twins never apart', () => {
    for (const kind of trapKinds) {
      const mine = listed.filter(({ trap }) => trap === kind);
      const apart = mine.filter((trap) => venueResult(trap, 'kalshi', 0) !== venueResult(trap, 'polymarket', 0));
      expect(apart.length / mine.length).toBeGreaterThan(0.05);
      expect(apart.length / mine.length).toBeLessThan(0.8);
    }
  });

  it('keeps to what the words of a trap imply', () => {
    for (const trap of listed) {
      const { venue, relation } = traps[trap.trap ?? 'step'];
      const base = venueResult(trap, venue === 'kalshi' ? 'polymarket' : 'kalshi', 0);
      const own = venueResult(trap, venue, 0);
      const holds = { narrower: base || !own, wider: !base || own, near: true, rival: !(base && own) }[relation];
      expect({ kind: trap.trap, lane: trap.lane, index: trap.index, holds }).toMatchObject({ holds: true });
    }
  });

  it('makes one of the outcomes of an augmented event pay, and leaves its names off the other venue', () => {
    for (const trap of listed.filter((question) => question.trap === 'other')) {
      const there = outcomesOn(trap, 'polymarket');
      expect(outcomesOn(trap, 'kalshi')).toEqual([0]);
      expect(there.filter((outcome) => venueResult(trap, 'polymarket', outcome))).toHaveLength(1);
      const total = there.reduce(
        (sum, outcome) => sum + venueProbability(trap, 'polymarket', outcome, trap.timeline.openAt),
        0,
      );
      expect(total).toBeCloseTo(1, 6);
    }
  });
});
