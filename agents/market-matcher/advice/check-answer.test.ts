import { describe, expect, it } from 'vitest';
import { checkAnswer } from './check-answer.js';
import { marketBrief } from './market-brief.js';
import type { ModelAnswer } from './model-answer.js';
import { differentAnswer, openVerdict, sameAnswer, twins } from './testing/twins.js';

const { first, second, verdict } = twins();
const pair = { first: marketBrief(first), second: marketBrief(second), verdict };
const shown = `${pair.first.text}\n${pair.second.text}`;
const answer = (changes: Partial<ModelAnswer> = {}) => sameAnswer(shown, changes);
const { evidence } = answer();
const replaced = (field: string, quotes: { first?: string; second?: string }) =>
  evidence.map((one) => (one.field === field ? { ...one, ...quotes } : one));

describe('an answer that says "the same"', () => {
  it('counts when every quote, number and name is proven', () => {
    expect(checkAnswer(answer(), pair)).toEqual({ kind: 'same', polarity: 'same', confidence: 0.95 });
  });

  it('is matched to the texts whatever quotation marks, dashes, case and spaces it copies with', () => {
    const quotes = replaced('subject', { first: 'BITCOIN  price at the end\nof 2026' });
    expect(checkAnswer(answer({ evidence: quotes }), pair).kind).toBe('same');
  });

  it.each([
    ['names a world in which they differ', { counterexample: 'The exchange closes early.' }, null],
    ['names a field that differs', { differing_field: 'tie' }, 'tie'],
    ['has no polarity', { polarity: 'unclear' }, 'polarity'],
    ['has a polarity that the rules read otherwise', { polarity: 'inverse' }, 'polarity'],
    ['is not sure', { confidence: 0.84 }, 'source'],
    ['has no evidence', { evidence: [] }, 'subject'],
    ['shows the subject alone', { evidence: evidence.filter(({ field }) => field === 'subject') }, 'source'],
    ['passes over the open field', { evidence: evidence.filter(({ field }) => field !== 'source') }, 'source'],
    ['quotes what is not there', { evidence: replaced('window', { first: 'Dec 30, 2026' }) }, 'window'],
    ['quotes the other side', { evidence: replaced('threshold', { first: 'at or above $150k' }) }, 'threshold'],
    ['quotes nothing', { evidence: replaced('subject', { second: '' }) }, 'subject'],
    ['quotes two letters', { evidence: replaced('subject', { second: 'Wi' }) }, 'subject'],
    [
      'calls different numbers equal',
      { evidence: replaced('threshold', { second: 'Yes" if the CF Benchmarks BRTI' }) },
      'threshold',
    ],
    ['calls other names equal', { evidence: replaced('subject', { second: 'This market will resolve' }) }, 'subject'],
    ['brings endless evidence', { evidence: Array.from({ length: 41 }, () => evidence[0]) }, null],
  ] as const)('does not count when it %s', (_, changes, field) => {
    const vote = checkAnswer(answer(changes as Partial<ModelAnswer>), pair);
    expect(vote).toMatchObject({ kind: 'unsure', field });
  });

  it('does not count when a number or date of one title is nowhere in the other market', () => {
    for (const title of ['Will Bitcoin be at or above $155k on December 31, 2026?', 'Bitcoin in November 2026']) {
      const other = marketBrief({ ...second, title: `Will Bitcoin be at or above $150k: ${title}` });
      expect(checkAnswer(answer(), { ...pair, second: other })).toMatchObject({ kind: 'unsure' });
    }
  });

  it('may turn the polarity only where polarity is the open question', () => {
    const open = { ...pair, verdict: { ...openVerdict, field: 'polarity' as const } };
    expect(checkAnswer(answer({ polarity: 'inverse' }), open)).toMatchObject({ kind: 'same', polarity: 'inverse' });
  });

  it('lifts nothing that no text tells, however well it is proven', () => {
    const untold = { ...openVerdict, untold: 'outcome: Other / Other: each venue leaves out other outcomes' };
    expect(checkAnswer(answer(), { ...pair, verdict: untold })).toMatchObject({
      kind: 'unsure',
      reason: expect.stringContaining('each venue leaves out other outcomes') as unknown,
    });
  });

  it.each(['tie', 'void'] as const)('lifts no doubt about what a %s pays', (field) => {
    expect(checkAnswer(answer(), { ...pair, verdict: { ...openVerdict, field } })).toMatchObject({
      kind: 'unsure',
      field,
    });
  });
});

describe('an answer that says "different"', () => {
  it('is believed without proof, with its field and its world', () => {
    expect(checkAnswer(differentAnswer(), pair)).toMatchObject({
      kind: 'different',
      field: 'averaging',
      reason: expect.stringContaining('average') as unknown,
    });
    expect(checkAnswer(differentAnswer({ counterexample: null, differing_field: null }), pair).kind).toBe('different');
  });
});
