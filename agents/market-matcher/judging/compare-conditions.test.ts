import { describe, expect, it } from 'vitest';
import { readQuestion } from '../reading/read-question.js';
import { aListing } from '../text/a-listing.js';
import { compareConditions } from './compare-conditions.js';
import { judgePair } from './judge-questions.js';

const KALSHI =
  'If the Senate confirms Luis Ferreira as Surgeon General before Dec 1, 2026, then the market resolves to Yes.';
const POLYMARKET =
  'This market will resolve to "Yes" if the U.S. Senate votes to confirm Luis Ferreira as Surgeon General by November 30, 2026. Otherwise, this market will resolve to "No". The resolution source is official information from the U.S. Senate.';
const kalshi = (more = '') =>
  aListing('kalshi', 'Will Luis Ferreira be confirmed as Surgeon General before Dec 1, 2026?', {
    rules: `${KALSHI} ${more}`,
  });
const polymarket = (more = '') =>
  aListing('polymarket', 'Will the Senate confirm Luis Ferreira as Surgeon General by November 30, 2026?', {
    rules: `${POLYMARKET}\n\n${more}`,
  });
const judged = (here = '', there = '') => {
  const { decision, field } = judgePair(kalshi(here), polymarket(there));
  return decision === 'accept' ? 'accept' : `${decision} ${field}`;
};

describe('rules that say the same thing', () => {
  it('are accepted', () => {
    expect(judged()).toBe('accept');
  });

  it.each([
    ['Only a vote of the full chamber counts.', 'The vote must be one of the full chamber.'],
    ['Recess appointments do not count.', 'A recess appointment will not be considered.'],
    ['Voice votes count too, and will suffice.', 'Voice votes will count.'],
    ['It must be signed within 30 days.', 'Only what is signed within 30 days counts.'],
  ])('are accepted with a condition on both sides: %s / %s', (here, there) => {
    expect(judged(here, there)).toBe('accept');
    expect(judged(there, here)).toBe('accept');
  });

  it.each([
    'The primary resolution source for this market is the Senate, however a consensus of credible reporting may also be used, including video evidence.',
    'This market may only resolve to "No" once the deadline has passed.',
    'If the event is unclear, a consensus of credible reporting will suffice.',
    'In case of ambiguity, the official transcript and other credible sources may also be considered.',
    'If a qualifying event does not occur, then the market resolves to No.',
    'Information from other sources will not be considered.',
    'Revisions after expiration are not accounted for.',
  ])('are accepted beside a form that every market has: %s', (form) => {
    expect(judged(form)).toBe('accept');
    expect(judged('', form)).toBe('accept');
  });
});

describe('a condition that only one side says', () => {
  it.each([
    'A confirmation counts only if the nominee has also taken the oath of office by the deadline.',
    'The nominee must also be sworn in.',
    'A voice vote does not count.',
    'A voice vote alone will not suffice.',
    'Recess appointments will not be considered.',
    'This includes recess appointments.',
    'A recess appointment will also count.',
    'It counts regardless of whether the oath has been taken.',
    'It counts even if the vote is reconsidered later.',
    'The market resolves to Yes unless the vote is reconsidered.',
    'For the purposes of this market, a recess appointment is a confirmation.',
    'Confirmation is defined as a recorded vote of at least sixty in favour.',
    'It need not have taken effect.',
    'The vote, excluding proxies, must be unanimous.',
    'Temporary appointments have no bearing on this market.',
  ])('leaves the pair to a person: %s', (condition) => {
    expect(judged(condition)).toBe('review scope');
    expect(judged('', condition)).toBe('review scope');
  });

  it('is noticed in what a venue adds later, whatever its words', () => {
    const added = 'The day of the committee vote decides.';
    expect(judged('', `Additional context, added Nov 21, 2026, 12:00:05 UTC: ${added}`)).toBe('review scope');
    expect(judged(`Amended Nov 21, 2026, 12:00:05 UTC: ${added}`)).toBe('review scope');
  });

  it('is noticed within the sentence that says when the market pays', () => {
    const here = kalshi().rules.replace(', then', ' (excluding recess appointments), then');
    expect(judgePair({ ...kalshi(), rules: here }, polymarket())).toMatchObject({ decision: 'review', field: 'scope' });
  });

  it('is not answered by its opposite, nor by another number', () => {
    expect(judged('Recess appointments do not count.', 'Recess appointments will count.')).toBe('review scope');
    expect(judged('It must be signed within 30 days.', 'It must be signed within 60 days.')).toBe('review scope');
    expect(judged('A signed letter does not count.', 'This is about a signed letter.')).toBe('review scope');
  });

  it('is quoted to the person, and costs once however many there are', () => {
    const more = 'A voice vote does not count. The nominee must also be sworn in. Recess appointments are excluded.';
    const findings = compareConditions(readQuestion(kalshi(more)), readQuestion(polymarket()));
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ kind: 'doubt', untold: true });
    expect(findings[0]?.reason).toContain('"A voice vote does not count."');
    expect(findings[0]?.reason).toContain('2 more');
  });
});

describe('how long a game counts', () => {
  const title = 'Will Sweden beat Portugal on Jun 20, 2026?';
  const judgeGame = (here: string, there: string) =>
    judgePair(
      aListing('kalshi', title, {
        rules: `If Sweden wins the match on Jun 20, 2026 ${here}, then the market resolves to Yes.`,
      }),
      aListing('polymarket', title, {
        rules: `This market will resolve to "Yes" if Sweden wins the match on June 20, 2026 ${there}.`,
      }),
    );

  it('is compared where both say it', () => {
    const short = 'after 90 minutes plus stoppage time (does not include extra time or penalties)';
    expect(judgeGame(short, 'within the first 90 minutes of regular play plus stoppage time').decision).toBe('accept');
    expect(judgeGame(short, 'including any extra time')).toMatchObject({ decision: 'refuse', field: 'scope' });
  });

  it('leaves doubt where one side alone leaves out extra time that may be played', () => {
    const short = 'after 90 minutes plus stoppage time (does not include extra time or penalties)';
    expect(judgeGame(short, '').decision).toBe('accept');
    expect(judgeGame(`in the quarterfinal ${short}`, 'in the quarterfinal')).toMatchObject({
      decision: 'review',
      field: 'scope',
    });
  });
});
