import { describe, expect, it } from 'vitest';
import { checkReading } from './check-reading.js';
import { marketSubject } from './market-subject.js';
import type { NewsAnswer } from './news-answer.js';
import { aStory } from './testing/a-story.js';

const subject = marketSubject({
  title: 'Will Dana Whitfield be confirmed as Surgeon General before Nov 30, 2026?',
  subtitle: 'Dana Whitfield',
});
const TITLE = 'Senate confirms Dana Whitfield as Surgeon General';
const says = (more: Partial<NewsAnswer> = {}): NewsAnswer => ({
  analysis: 'The vote happened.',
  decides: 'yes',
  sentence: TITLE,
  retracts: false,
  confidence: 0.97,
  ...more,
});
const check = (answer: unknown, title = TITLE, summary = '', asksForDenial = false) =>
  checkReading(answer, aStory(title, { summary }), subject, asksForDenial);

describe('checkReading', () => {
  it('believes a sentence that stands in the story, and gives it whole', () => {
    expect(check(says())).toMatchObject({ finding: 'yes', sentence: TITLE });
    const summary =
      'The day was long. Late in the evening the Senate confirmed Dana Whitfield, 52 to 48. Then it adjourned.';
    expect(
      check(says({ sentence: 'the Senate confirmed Dana Whitfield' }), 'Vote in Washington', summary),
    ).toMatchObject({
      finding: 'yes',
      sentence: 'Late in the evening the Senate confirmed Dana Whitfield, 52 to 48.',
    });
  });

  it.each([
    ['a sentence that stands nowhere', TITLE, says({ sentence: 'The Senate has confirmed Dana Whitfield today.' })],
    ['words that were put together', TITLE, says({ sentence: 'Senate confirms Surgeon General Dana Whitfield' })],
    ['no sentence', TITLE, says({ sentence: null })],
    ['too few words', TITLE, says({ sentence: 'Dana Whitfield' })],
    [
      'another name',
      'Senate confirms Marcus Oyelaran for energy post',
      says({ sentence: 'Senate confirms Marcus Oyelaran for energy post' }),
    ],
    ['little confidence', TITLE, says({ confidence: 0.6 })],
    ['a confidence that is none', TITLE, says({ confidence: 7 })],
    ['an answer of another shape', TITLE, { decides: 'yes' }],
    ['no answer', TITLE, null],
  ])('does not believe %s', (_, title, answer) => {
    expect(check(answer, title)).toMatchObject({ finding: 'unproven', sentence: null });
  });

  it.each([
    'Senate expected to confirm Dana Whitfield tonight',
    'Dana Whitfield may be confirmed as Surgeon General',
    'Will the Senate confirm Dana Whitfield as Surgeon General?',
    'Dana Whitfield poised for confirmation after deal',
    'Senate reportedly confirms Dana Whitfield as Surgeon General',
    'If the Senate confirms Dana Whitfield, doctors rejoice',
  ])('does not believe what is not said to have happened: %s', (title) => {
    expect(check(says({ sentence: title }), title)).toMatchObject({ finding: 'unproven' });
  });

  it('reads what was cut out of a sentence with the rest of it', () => {
    const title = 'White House denies that Senate confirms Dana Whitfield as Surgeon General';
    expect(check(says({ sentence: 'Senate confirms Dana Whitfield as Surgeon General' }), title)).toMatchObject({
      finding: 'unproven',
      reason: expect.stringContaining('denies') as string,
    });
  });

  it('wants a fact for "no", and takes a denial where the market asks for one', () => {
    const rejects = 'Senate rejects Dana Whitfield as Surgeon General';
    expect(check(says({ decides: 'no', sentence: rejects }), rejects)).toMatchObject({ finding: 'no' });
    const idle = 'Senate talks about Dana Whitfield all day long';
    expect(check(says({ decides: 'no', sentence: idle }), idle)).toMatchObject({ finding: 'unproven' });
    const failed = 'Senate fails to confirm Dana Whitfield';
    expect(check(says({ sentence: failed }), failed)).toMatchObject({ finding: 'unproven' });
    expect(check(says({ sentence: failed }), failed, '', true)).toMatchObject({ finding: 'yes' });
  });

  it('does not take the thing itself for its failure', () => {
    expect(check(says(), TITLE, '', true)).toMatchObject({ finding: 'unproven' });
    expect(check(says({ decides: 'no' }), TITLE, '', true)).toMatchObject({ finding: 'no' });
    const rejects = 'Senate rejects Dana Whitfield as Surgeon General';
    expect(check(says({ decides: 'no', sentence: rejects }), rejects, '', true)).toMatchObject({ finding: 'unproven' });
  });

  it('notes a retraction, whether the model says so or the story does', () => {
    expect(check(says({ retracts: true, decides: 'nothing', sentence: null }))).toMatchObject({ finding: 'retracts' });
    expect(check(says(), TITLE, 'CORRECTION: an earlier version was wrong.')).toMatchObject({ finding: 'retracts' });
  });

  it('believes "nothing" as it is', () => {
    expect(check(says({ decides: 'nothing', sentence: null, confidence: 0.2 }))).toMatchObject({ finding: 'nothing' });
  });
});
