import type { ListingPrints, MatchEvidence } from '@pm-arbitrage/core/domain/match-evidence.js';
import { describe, expect, it } from 'vitest';
import type { Judgement } from '../dossier.js';
import type { Verdict } from '../verdict.js';
import { KnownAdvice } from './known-advice.js';
import { openVerdict } from './testing/twins.js';

const prints: ListingPrints = { kalshi: 'a', polymarket: 'b' };
const said = (decision: Verdict['decision']): MatchEvidence => ({
  match: 'K|P',
  by: 'a-model',
  settled: true,
  verdict: { ...openVerdict, decision, confidence: decision === 'accept' ? 0.9 : 0.1, reason: 'three votes' },
  prints,
  basis: { kind: 'rules', findings: [], fields: { kalshi: [], polymarket: [] } },
  at: 1,
});
const judged = (verdict: Verdict): Judgement => ({
  verdict,
  worlds: [],
  by: 'rules',
  texts: { kalshi: 'x', polymarket: 'y' },
});
const untold: Verdict = { ...openVerdict, untold: 'outcome: Other / Other' };

describe('what a model said of two texts', () => {
  it('takes the place of a review by the rules', () => {
    expect(new KnownAdvice([said('accept')]).applyTo(judged(openVerdict), prints)).toMatchObject({
      by: 'a-model',
      verdict: { decision: 'accept' },
    });
  });

  it('accepts nothing that no text tells, even where it did so before the rules knew', () => {
    expect(new KnownAdvice([said('accept')]).applyTo(judged(untold), prints)).toEqual(judged(untold));
  });

  it('may still refuse it', () => {
    expect(new KnownAdvice([said('refuse')]).applyTo(judged(untold), prints).verdict.decision).toBe('refuse');
  });

  it('changes nothing that the rules decided, and nothing about other texts', () => {
    const refused = judged({ ...openVerdict, decision: 'refuse' });
    expect(new KnownAdvice([said('accept')]).applyTo(refused, prints)).toBe(refused);
    const open = judged(openVerdict);
    expect(new KnownAdvice([said('accept')]).applyTo(open, { ...prints, kalshi: 'c' })).toBe(open);
  });
});
