import type { Ladder } from '@pm-arbitrage/core/domain/ladder.js';
import { marketId } from '@pm-arbitrage/core/domain/platform.js';
import { isOpenWorld } from '@pm-arbitrage/core/domain/settlement-world.js';
import { describe, expect, it } from 'vitest';
import type { Listing } from '../listing.js';
import { readQuestion } from '../reading/read-question.js';
import { aListing } from '../text/a-listing.js';
import { LadderBook } from './ladder-book.js';

const NOW = Date.UTC(2026, 10, 21, 12);

function take(book: LadderBook, listing: Listing, rulesHash = 'text'): void {
  const { platform, id, event } = listing;
  const market = {
    id: marketId(platform, id),
    rulesHash,
    event: { ...event, exclusive: false, exhaustive: false, size: 1 },
  };
  book.take(market, { listing, question: readQuestion(listing) });
}

function told(book: LadderBook): readonly Ladder[] {
  const last = new Map<string, Ladder>();
  for (let found = book.next(NOW); found !== null; found = book.next(NOW))
    for (const ladder of found) last.set(ladder.id, ladder);
  return [...last.values()];
}

function bookOf(listings: readonly Listing[]): LadderBook {
  const book = new LadderBook();
  for (const listing of listings) take(book, listing);
  return book;
}

const spans = ({ rungs }: Ladder) =>
  rungs.map(({ market, from, to }) => [market.split(':')[1], from?.at ?? null, to?.at ?? null]);

const brti = 'The simple average of the sixty seconds of CF Benchmarks BRTI before the time decides.';
const above = (id: string, dollars: string, rules = brti) =>
  aListing('kalshi', '', {
    id,
    title: 'Bitcoin price on November 21, 2026 at 5 PM EST?',
    subtitle: `${dollars} or above`,
    event: { id: 'KXBTCD-26NOV2117', title: 'Bitcoin price on November 21, 2026 at 5 PM EST?' },
    rules,
  });
const range = (id: string, low: string, high: string) =>
  aListing('kalshi', '', {
    id,
    title: 'Bitcoin price range on November 21, 2026 at 5 PM EST?',
    subtitle: `${low} to ${high}`,
    event: { id: 'KXBTC-26NOV2117', title: 'Bitcoin price range on November 21, 2026 at 5 PM EST?' },
    rules: brti,
  });
const elsewhere = (id: string, dollars: string, rules = brti) =>
  aListing('polymarket', '', {
    id,
    title: `Will the price of Bitcoin be above ${dollars} on November 21, 2026 at 5 PM ET?`,
    event: { id: 'bitcoin-above-on-november-21', title: 'Bitcoin above ___ on November 21, 5PM ET?' },
    rules,
  });

describe('strikes of one price at one time', () => {
  it('are a ladder, with what each of them is YES for', () => {
    const [ladder, ...none] = told(bookOf([above('T90', '$90,000'), above('T92', '$92,000')]));
    expect(none).toEqual([]);
    expect(ladder).toMatchObject({ axis: 'value', worlds: [], dropped: [] });
    expect(spans(ladder as Ladder)).toEqual([
      ['T90', 90_000, null],
      ['T92', 92_000, null],
    ]);
  });

  it('stand with the brackets of another event and with the other venue, in one ladder', () => {
    const listings = [
      above('T90', '$90,000'),
      above('T92', '$92,000'),
      range('B91', '$90,000', '$91,999.99'),
      elsewhere('P92', '$92,000'),
    ];
    const ladders = told(bookOf(listings)).filter(({ rungs }) => rungs.length > 0);
    expect(ladders).toHaveLength(1);
    expect(spans(ladders[0] as Ladder)).toEqual([
      ['B91', 90_000, 92_000],
      ['T90', 90_000, null],
      ['T92', 92_000, null],
      ['P92', 92_000.01, null],
    ]);
    expect(ladders[0]?.worlds.filter(isOpenWorld)).toEqual([]);
  });

  it.each([
    ['another hour', { title: 'Bitcoin price on November 21, 2026 at 6 PM EST?' }],
    ['another coin', { title: 'Ethereum price on November 21, 2026 at 5 PM EST?' }],
    ['a city that only the rules name', { rules: `${brti} The price in London is meant.` }],
    ['an hour that only the rules name', { rules: `${brti} The price at 9 is meant.` }],
    ['another average', { rules: 'The Binance close of the one minute candle at the time decides.' }],
  ])('are no ladder with a strike of %s', (_, change) => {
    expect(told(bookOf([above('T90', '$90,000'), { ...above('T92', '$92,000'), ...change }]))).toEqual([]);
  });

  it('stand apart from a venue that reads another source', () => {
    const binance = 'The Binance close of the one minute candle at the time decides.';
    const ladders = told(
      bookOf([above('T90', '$90,000'), above('T92', '$92,000'), elsewhere('P92', '$92,000', binance)]),
    );
    expect(ladders.map(({ rungs }) => rungs.length)).toEqual([2]);
  });
});

describe('deadlines of one event', () => {
  const until = (id: string, day: string) =>
    aListing('polymarket', '', {
      id,
      title: `Will Ann Lee resign by ${day}?`,
      subtitle: day,
      event: { id: 'ann-lee-out', title: 'Ann Lee resigns by...?' },
      rules: 'The announcement by her office decides.',
    });

  it('are a ladder in time', () => {
    const [ladder] = told(bookOf([until('jan', 'January 31, 2027'), until('mar', 'March 31, 2027')]));
    expect(ladder?.axis).toBe('time');
    const [jan, mar] = ladder?.rungs ?? [];
    expect([jan?.from, mar?.from]).toEqual([null, null]);
    expect(jan?.to?.at).toBeLessThan(mar?.to?.at ?? 0);
  });

  it.each([
    ['lasts', 'Will the ceasefire hold until'],
    ['is a number that may be meant at the end', 'Will Ann Lee have more than 50 delegates by'],
  ])('are none where what is asked %s', (_, words) => {
    const lasting = (id: string, day: string) => ({ ...until(id, day), title: `${words} ${day}?` });
    expect(told(bookOf([lasting('jan', 'January 31, 2027'), lasting('mar', 'March 31, 2027')]))).toEqual([]);
  });

  it('are none with a denial, or with another event', () => {
    const denied = { ...until('mar', 'March 31, 2027'), title: 'Will Ann Lee not resign by March 31, 2027?' };
    expect(told(bookOf([until('jan', 'January 31, 2027'), denied]))).toEqual([]);
    const other = { ...until('mar', 'March 31, 2027'), title: 'Will Bo Ray resign by March 31, 2027?' };
    expect(told(bookOf([until('jan', 'January 31, 2027'), other]))).toEqual([]);
  });
});

describe('a market of a ladder', () => {
  const both = () => bookOf([above('T90', '$90,000'), above('T92', '$92,000'), above('T94', '$94,000')]);

  it('leaves it for good when its text changes, also while nobody looked', () => {
    const book = both();
    const [before] = told(book);
    take(book, above('T92', '$92,000'), 'another text');
    const [after] = told(book);
    expect(after?.rungs.map(({ market }) => market)).toEqual(['kalshi:T90', 'kalshi:T94']);
    expect(after?.dropped).toEqual(['kalshi:T92']);
    take(book, above('T92', '$92,000'), 'text');
    expect(told(book)).toEqual([]);

    const later = new LadderBook();
    later.remember([before as Ladder]);
    take(later, above('T90', '$90,000'));
    take(later, above('T92', '$92,000'), 'another text');
    take(later, above('T94', '$94,000'));
    expect(told(later)).toMatchObject([{ rungs: [{}, {}], dropped: ['kalshi:T92'] }]);
  });

  it('leaves it when it closes; a ladder that is left with one market is told to be none', () => {
    const book = both();
    told(book);
    for (const id of ['T90', 'T92'])
      book.take(
        {
          id: marketId('kalshi', id),
          rulesHash: 'text',
          event: { id: 'KXBTCD-26NOV2117', title: '', exclusive: false, exhaustive: false, size: 1 },
        },
        null,
      );
    expect(told(book)).toMatchObject([{ rungs: [], dropped: [] }]);
  });

  it('is told once: nothing changes, nothing is said', () => {
    const book = both();
    expect(told(book)).toHaveLength(1);
    take(book, above('T90', '$90,000'));
    expect(told(book)).toEqual([]);
  });
});
