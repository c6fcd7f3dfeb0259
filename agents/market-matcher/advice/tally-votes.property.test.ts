import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ACCEPT, REVIEW, questionFields } from '../verdict.js';
import { isDecided, tallyVotes } from './tally-votes.js';
import { openVerdict } from './testing/twins.js';
import type { Vote } from './vote.js';

const field = fc.constantFrom(null, ...questionFields);
const same = fc.record({
  kind: fc.constant('same' as const),
  polarity: fc.constantFrom('same' as const, 'inverse' as const),
  confidence: fc.double({ min: ACCEPT, max: 1, noNaN: true }),
});
const different = fc.record({
  kind: fc.constant('different' as const),
  field,
  confidence: fc.double({ min: 0, max: 1, noNaN: true }),
  reason: fc.string(),
});
const unsure = fc.record({ kind: fc.constant('unsure' as const), field, reason: fc.string() });
const votes = (wanted: number) =>
  fc.array(fc.oneof(same, different, unsure) as fc.Arbitrary<Vote>, { minLength: 1, maxLength: wanted });
const ballots = fc.integer({ min: 2, max: 5 }).chain((wanted) => fc.tuple(fc.constant(wanted), votes(wanted)));
const open = fc
  .double({ min: REVIEW, max: ACCEPT - 1e-9, noNaN: true })
  .map((confidence) => ({ ...openVerdict, confidence }));
const RANK = { refuse: 0, review: 1, accept: 2 } as const;

describe('tallyVotes', () => {
  it('accepts only what all votes call the same with one polarity, and never above 0.9', () => {
    fc.assert(
      fc.property(ballots, open, ([wanted, cast], verdict) => {
        const { decision, confidence, polarity } = tallyVotes(verdict, cast, wanted);
        const agreed =
          cast.length === wanted && cast.every((vote) => vote.kind === 'same' && vote.polarity === polarity);
        expect(decision === 'accept').toBe(agreed);
        if (decision === 'accept') expect(confidence).toBeGreaterThanOrEqual(ACCEPT);
        expect(confidence).toBeLessThanOrEqual(0.9);
      }),
    );
  });

  it('keeps every confidence in the band of its decision, and raises none that it does not accept', () => {
    fc.assert(
      fc.property(ballots, open, ([wanted, cast], verdict) => {
        const { decision, confidence } = tallyVotes(verdict, cast, wanted);
        if (decision === 'refuse') expect(confidence).toBeLessThan(REVIEW);
        if (decision === 'review') expect(confidence).toBeGreaterThanOrEqual(REVIEW);
        if (decision !== 'accept') expect(confidence).toBeLessThanOrEqual(verdict.confidence);
      }),
    );
  });

  it('is never higher with a vote turned from "the same" to something else', () => {
    fc.assert(
      fc.property(ballots, open, fc.nat(), fc.oneof(different, unsure), ([wanted, cast], verdict, at, other) => {
        const place = at % cast.length;
        if (cast[place]?.kind !== 'same') return;
        const turned = cast.with(place, other);
        const [before, after] = [tallyVotes(verdict, cast, wanted), tallyVotes(verdict, turned, wanted)];
        expect(RANK[after.decision]).toBeLessThanOrEqual(RANK[before.decision]);
      }),
    );
  });

  it('is decided early only where no further vote could bring an acceptance', () => {
    fc.assert(
      fc.property(ballots, open, ([wanted, cast], verdict) => {
        fc.pre(cast.length < wanted && isDecided(cast, wanted));
        const filled: readonly Vote[] = [
          ...cast,
          ...Array.from(
            { length: wanted - cast.length },
            () => ({ kind: 'same', polarity: 'same', confidence: 1 }) as const,
          ),
        ];
        expect(tallyVotes(verdict, filled, wanted).decision).not.toBe('accept');
      }),
    );
  });
});
