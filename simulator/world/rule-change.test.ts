import { describe, expect, it } from 'vitest';
import { type Question, type Venue, venueProbability, venueResult } from './question.js';
import { World } from './world.js';

const origin = Date.UTC(2026, 10, 21, 12);
const AT = 20_000;
const SEEDS = Array.from({ length: 30 }, (_, seed) => seed);

/** The world in which a rule changes, and the question that it is about. */
function changed(seed: number): { world: World; question: Question; venue: Venue } {
  const world = new World({ seed, origin, speed: 1, ruleChangesAt: [origin + AT] });
  const [ruleChange] = world.ruleChanges;
  const question = ruleChange ? world.question(ruleChange.lane, ruleChange.index) : null;
  if (!ruleChange || question === null) throw new Error(`no rule changes in the world of seed ${seed}`);
  return { world, question, venue: ruleChange.venue };
}

const otherThan = (venue: Venue): Venue => (venue === 'kalshi' ? 'polymarket' : 'kalshi');

describe('a rule change', () => {
  it('is of a twin that has traded for a moment and goes on for a while', () => {
    for (const { question } of SEEDS.map(changed)) {
      expect(question.kind).toBe('twin');
      expect(question.timeline.openAt).toBeLessThanOrEqual(AT - 3_000);
      expect(question.timeline.closeAt).toBeGreaterThan(AT + 20_000);
    }
  });

  it('shows on one venue alone, from its time on, and adds to what was there', () => {
    for (const { world, question, venue } of SEEDS.map(changed)) {
      const before = world.rules(question, venue, 0, AT - 1);
      const after = world.rules(question, venue, 0, AT);
      expect(after.startsWith(before)).toBe(true);
      expect(after.slice(before.length)).toMatch(/November 21, 2026, 12:00:20 UTC.*counts only if/s);
      const other = otherThan(venue);
      expect(world.rules(question, other, 0, AT)).toBe(world.rules(question, other, 0, AT - 1));
    }
    expect(new Set(SEEDS.map((seed) => changed(seed).venue)).size).toBe(2);
  });

  it('lets the two markets go their own ways a little later, and not before', () => {
    let apart = 0;
    for (const { question, venue } of SEEDS.map(changed)) {
      const gap = (at: number) => {
        const there = venueProbability(question, 'polymarket', 0, at);
        return Math.abs(venueProbability(question, 'kalshi', 0, at) - (question.inverse ? 1 - there : there));
      };
      expect(gap(AT)).toBeLessThan(1e-9);
      expect(gap(AT + 7_000)).toBeGreaterThan(0);
      const yes = (of: Venue) => venueResult(question, of, 0) !== (of === 'polymarket' && question.inverse);
      // Who demands more never says yes alone.
      expect(yes(venue) && !yes(otherThan(venue))).toBe(false);
      if (yes(venue) !== yes(otherThan(venue))) apart++;
    }
    expect(apart).toBeGreaterThan(0);
  });

  it('is of another twin each time, and those of before stay as they were', () => {
    const one = new World({ seed: 3, origin, speed: 1, ruleChangesAt: [origin + AT] });
    const two = new World({ seed: 3, origin, speed: 1, ruleChangesAt: [origin + AT, origin + AT + 30_000] });
    expect(two.ruleChanges[0]).toEqual(one.ruleChanges[0]);
    const questions = two.ruleChanges.map(({ lane, index }) => `${lane}/${index}`);
    expect(new Set(questions).size).toBe(2);
  });

  it('can be decided on while the world goes on', () => {
    const { question, venue } = changed(3);
    const world = new World({ seed: 3, origin, speed: 1 });
    const known = world.question(question.lane, question.index);
    if (known === null) throw new Error('the question is gone');
    const before = venueProbability(known, venue, 0, AT + 7_000);
    expect(world.changeRulesAt(origin + AT)).toMatchObject({ lane: question.lane, venue });
    expect(venueProbability(known, venue, 0, AT + 7_000)).not.toBe(before);
    expect(venueProbability(known, venue, 0, AT + 7_000)).toBe(venueProbability(question, venue, 0, AT + 7_000));
  });

  it('leaves every other question of the world as it was', () => {
    const plain = new World({ seed: 3, origin, speed: 1 });
    const { world, question } = changed(3);
    expect(plain.ruleChanges).toEqual([]);
    for (const one of plain.current(AT)) {
      const twin = world.question(one.lane, one.index);
      expect(twin?.outcomes).toEqual(one.outcomes);
      expect(twin?.probabilityAt(0, AT)).toBe(one.probabilityAt(0, AT));
      expect(twin?.apart === null).toBe(
        one.apart === null && !(one.lane === question.lane && one.index === question.index),
      );
    }
  });
});
