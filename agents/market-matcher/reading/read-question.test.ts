import { describe, expect, it } from 'vitest';
import type { Listing } from '../listing.js';
import { aListing } from '../text/a-listing.js';
import { readQuestion } from './read-question.js';

const read = (title: string, known: Partial<Listing> = {}) => readQuestion(aListing('kalshi', title, known));
const threshold = (title: string, known: Partial<Listing> = {}) => read(title, known).threshold?.value.interval ?? null;
const claim = (title: string, known: Partial<Listing> = {}) => read(title, known).claim.map(({ key }) => key);

describe('the threshold', () => {
  it.each([
    ['Will it be above $100k?', { low: 100_000, lowClosed: false, high: Infinity }],
    ['Will it be at least 3%?', { low: 3, lowClosed: true, high: Infinity }],
    ['Will there be 54 or more votes?', { low: 54, lowClosed: true, high: Infinity }],
    ['Will he win 6+ awards?', { low: 6, lowClosed: true, high: Infinity }],
    ['Will it be 22 or fewer seats?', { low: -Infinity, high: 22, highClosed: true }],
    ['Will it be less than 24%?', { low: -Infinity, high: 24, highClosed: false }],
    ['Will it be between 24% and 28%?', { low: 24, high: 28 }],
    ['Will it win 100-119 seats?', { low: 100, high: 119 }],
    ['Will it be between 30% and na%?', { low: 30, high: Infinity }],
    ['Will it take exactly 13 votes?', { low: 13, high: 13 }],
    ['Will 53 Senators vote?', { low: 53, high: 53 }],
    ['Will it gross $1.5-2M?', { low: 1_500_000, high: 2_000_000 }],
    ['Will the high be >46°?', { low: 46, lowClosed: false }],
  ])('%s', (title, interval) => {
    expect(threshold(title)).toMatchObject(interval);
  });

  it('is taken from the outcome first, then from the title, then from the fields', () => {
    expect(threshold('above 211 or above seats won?', { subtitle: '211 or above' })).toMatchObject({
      low: 211,
      lowClosed: true,
    });
    expect(threshold('Bitcoin price?', { strike: { type: 'between', floor: 1, cap: 2 } })).toMatchObject({
      low: 1,
      high: 2,
    });
    expect(threshold('Who wins?', { strike: { type: 'structured', floor: null, cap: null } })).toBeNull();
  });

  it('is not a number that belongs to a name', () => {
    for (const title of [
      'Will Blue Room 2 win?',
      'Will Ann die in Season 3?',
      'Will GPT-6 win?',
      'Will it be a top 10 song?',
    ])
      expect(threshold(title)).toBeNull();
    expect(claim('Will Blue Room 2 win?')).toContain('2');
  });

  it('says when it may be touched at any time', () => {
    const touch = (title: string) => read(title).threshold?.value.touch;
    expect(touch('Will Bitcoin reach $70k in May 2026?')).toBe(true);
    expect(touch('Will Bitcoin be above $70k in May 2026?')).toBe(false);
  });
});

describe('the window', () => {
  it('is a moment, a period or a deadline', () => {
    const kind = (title: string) => read(title).window?.kind;
    expect(kind('Bitcoin on Nov 21, 2026 at 5pm EST?')).toBe('instant');
    expect(kind('Rain in May 2026?')).toBe('period');
    expect(kind('Out before Jan 1, 2027?')).toBe('deadline');
    expect(kind('Will Ana win?')).toBeUndefined();
  });

  it('is a deadline where the time of day bears the word', () => {
    const to = Date.UTC(2026, 10, 21, 12, 5, 30);
    for (const said of [
      'by 12:05:30 UTC on November 21, 2026',
      'before 12:05:30 UTC, Nov 21, 2026',
      'on Nov 21, 2026 up to 12:05:30 UTC',
    ])
      expect(read(`Will it happen ${said}?`).window).toMatchObject({ kind: 'deadline', to });
    expect(read('Will it stand at 12:05:30 UTC on November 21, 2026?').window).toMatchObject({
      kind: 'instant',
      from: to,
    });
    // A minute that is named is the last one.
    expect(read('Will it happen by 5 PM ET on June 16, 2026?').window?.to).toBe(Date.UTC(2026, 5, 16, 21, 1));
  });

  it('takes the year from an edition, or from the ticker where nothing else says', () => {
    expect(read('Best Picture at the 98th Academy Awards?').years).toEqual([2026]);
    expect(read('Speaker of the 119th Congress?').years).toEqual([2025, 2026]);
    expect(read('Song contest winner', { id: 'KXSONG-25-GRE' })).toMatchObject({ years: [], tickerYear: 2025 });
    expect(read('Next Pope?', { id: 'KXNEWPOPE-70-PPAR' }).tickerYear).toBeNull();
  });
});

describe('outcome and words', () => {
  it('tell the outcome from its alias by the ticker', () => {
    const party = read('Will the Democratic party win Ohio?', { id: 'PARTYOH-24-D', subtitle: 'Kamala Harris' });
    expect(party.outcome.text).toBe('Democrat');
    const place = read('Will Trump visit these places?', { id: 'KXVISIT-26-A', subtitle: 'Alaska' });
    expect(place.outcome.text).toBe('Alaska');
  });

  it('tell what no list names from what a list names', () => {
    const kind = (title: string, subtitle = '') => read(title, { subtitle }).outcome.value.kind;
    expect(kind('Will another person be the next Pope?')).toBe('other');
    expect(kind('Who will be the next Pope?', 'Other')).toBe('other');
    expect(kind('Who will be the next Pope?', 'Ana Silva')).toBe('named');
    expect(kind('Which party will win?')).toBe('unknown');
  });

  it('see an unfilled place', () => {
    for (const title of [
      'Will  win the election?',
      'Kraken IPO by ___ ?',
      'confirm  as Director?',
      'second place in the Mayor?',
    ])
      expect(read(title).placeholder).toBe(true);
    expect(read('Will Ana win the election?').placeholder).toBe(false);
  });

  it('spell both venues alike', () => {
    expect(claim("Will a Democrat win Nebraska's 2nd congressional district?")).toEqual(
      claim('Will a Democrat win NE-2?'),
    );
    expect(claim('Will Mike Carey replace JD Vance as Ohio Senator?')).toEqual(
      claim('Will Mike Carey be appointed as the next Ohio senator?').map((key) => key),
    );
  });
});

describe('measurement', () => {
  const rules =
    "If the simple average of the sixty seconds of CF Benchmarks' index before 5 PM is above 5, it resolves to Yes. If the game is cancelled, it resolves to a fair price.";

  it('is read from the rules, with the words it rests on', () => {
    const question = read('Bitcoin price on Nov 21, 2026?', { rules });
    expect(question.averaging).toMatchObject({ value: 'average' });
    expect(question.averaging?.text).toContain('sixty seconds');
    expect(question.source).toMatchObject({ value: 'CF Benchmarks' });
    expect(question.void).toMatchObject({ value: 'fair-price' });
  });

  it('is unknown where no pattern understands the text', () => {
    expect(read('Will Ana win?', { rules: 'Resolved by the committee.' })).toMatchObject({
      averaging: null,
      source: null,
      station: null,
      tie: null,
      void: null,
      threshold: null,
      window: null,
    });
  });
});

describe('dates that only the rules say', () => {
  it('are taken for a deadline that the titles leave out, not for other dates', () => {
    const deadline = read('When will Acme IPO?', {
      rules: 'If Acme confirms an IPO before Jan 1, 2029, it resolves to Yes.',
    });
    expect(deadline.window).toMatchObject({ kind: 'deadline', to: Date.UTC(2029, 0, 1, 5) });
    const scheduled = read('Ajax vs Porto Winner?', {
      rules: 'The game originally scheduled for Jun 23, 2026 at 6:40 PM EDT.',
    });
    expect(scheduled.window).toBeNull();
  });

  it('give a day its year', () => {
    const rules = 'This market resolves to "Yes" if Acme lists its token by September 30, 2026, 11:59 PM ET.';
    expect(read('Acme token by September 30?', { rules }).window).toMatchObject({ to: Date.UTC(2026, 9, 1, 4) });
    expect(read('Acme token by September 30?').window).toBeNull();
  });

  it('make a bare date among "by" outcomes a deadline', () => {
    const listed = { subtitle: 'June 30, 2026', event: { id: '', title: 'Acme IPO by ___ ?' } };
    expect(read('Acme IPO?', listed).window).toMatchObject({ kind: 'deadline', to: Date.UTC(2026, 6, 1, 4) });
  });
});
