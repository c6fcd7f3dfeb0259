import { hasSharedData, sharedJson, sharedPath } from '@pm-arbitrage/adapters/testing/shared-data.js';
import { marketId } from '@pm-arbitrage/core/domain/platform.js';
import { seededRandom } from '@pm-arbitrage/core/random/random.js';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { judgePair } from '../judging/judge-questions.js';
import type { Listing } from '../listing.js';
import { readListings } from '../offline/read-listings.js';
import { readPairs } from '../offline/read-pairs.js';
import { aListing } from '../text/a-listing.js';
import { canAgree } from './can-agree.js';
import { CandidateIndex } from './candidate-index.js';
import { marketProfile } from './market-profile.js';
import { syntheticVenues } from './testing/synthetic-venues.js';

const kalshi = (id: string, title: string, known: Partial<Listing> = {}) => aListing('kalshi', title, { id, ...known });
const polymarket = (id: string, title: string, known: Partial<Listing> = {}) =>
  aListing('polymarket', title, { id, ...known });
const agree = (one: Listing, other: Listing) => canAgree(marketProfile(one), marketProfile(other));

function indexOf(listings: readonly Listing[]): CandidateIndex {
  const index = new CandidateIndex();
  for (const listing of listings) index.add(listing);
  return index;
}

const found = (index: CandidateIndex, listing: Listing) =>
  index.candidatesOf(listing).map(({ listing, score }) => [listing.id, Number(score.toFixed(9))]);

describe('candidates', () => {
  it('are of the other venue, the most alike first', () => {
    const index = indexOf([
      polymarket('greece', 'Will Greece win Eurovision 2025?'),
      polymarket('malta', 'Will Malta win Eurovision 2025?'),
      polymarket('rain', 'Will it rain in Oslo?'),
      kalshi('KXEUROVISION-25-MAL', 'Eurovision Winner 2025', { subtitle: 'Malta' }),
    ]);
    const asked = kalshi('KXEUROVISION-25-GRE', 'Eurovision Winner 2025', { subtitle: 'Greece' });
    const ids = index.candidatesOf(asked).map(({ listing }) => listing.id);
    expect(ids[0]).toBe('greece');
    expect(ids).not.toContain('rain');
    expect(ids).not.toContain('KXEUROVISION-25-MAL');
  });

  it('are found though one venue names teams by place and the other by nickname', () => {
    const index = indexOf([
      polymarket('game', 'Rockets vs. Kings', { subtitle: 'Rockets', closeTime: Date.UTC(2026, 0, 12, 3) }),
      polymarket('later', 'Rockets vs. Kings', { subtitle: 'Rockets', closeTime: Date.UTC(2026, 1, 9, 3) }),
      polymarket('other', 'Hawks vs. Celtics', { subtitle: 'Hawks', closeTime: Date.UTC(2026, 0, 12, 3) }),
    ]);
    const game = kalshi('KXNBAGAME-26JAN11HOUSAC-HOU', 'Houston at Sacramento Winner?', { subtitle: 'Houston' });
    expect(index.candidatesOf(game)[0]?.listing.id).toBe('game');
  });

  it('follow what a market changes to, and go with it', () => {
    const index = indexOf([polymarket('a', 'Will Greece win Eurovision 2025?')]);
    const asked = kalshi('KXEUROVISION-25-GRE', 'Eurovision Winner 2025', { subtitle: 'Greece' });
    expect(index.candidatesOf(asked)).toHaveLength(1);
    index.add(polymarket('a', 'Will it rain in Oslo?'));
    expect([index.size, index.candidatesOf(asked)]).toEqual([1, []]);
    index.add(polymarket('a', 'Will Greece win Eurovision 2025?'));
    expect(index.remove(marketId('polymarket', 'a'))).toBe(true);
    expect([index.size, index.remove(marketId('polymarket', 'a')), index.candidatesOf(asked)]).toEqual([0, false, []]);
  });

  it('are the same after changes as from an index built anew', () => {
    const venues = syntheticVenues(300, seededRandom(3));
    const all = [...venues.kalshi, ...venues.polymarket];
    fc.assert(
      fc.property(fc.array(fc.nat(all.length - 1), { maxLength: 40 }), fc.nat(299), (gone, at) => {
        const index = indexOf(all);
        const removed = gone.map((each) => all[each] as Listing);
        for (const { platform, id } of removed) index.remove(marketId(platform, id));
        for (const listing of removed.slice(0, removed.length >> 1)) index.add(listing);
        const left = new Set([
          ...all.filter((each) => !removed.includes(each)),
          ...removed.slice(0, removed.length >> 1),
        ]);
        const asked = venues.kalshi[at] as Listing;
        expect(found(index, asked)).toEqual(found(indexOf([...left]), asked));
      }),
      { numRuns: 15 },
    );
  });

  it('hold the twin of nearly every market that has one, among thousands of its neighbours', () => {
    const { kalshi, polymarket, twins } = syntheticVenues(4_000, seededRandom(2));
    const index = indexOf(polymarket);
    const asked = kalshi.filter(({ id }) => twins.has(id));
    const right = asked.filter((each) =>
      index.candidatesOf(each).some(({ listing }) => listing.id === twins.get(each.id)),
    );
    expect(asked.length).toBeGreaterThan(300);
    expect(right.length / asked.length).toBeGreaterThan(0.98);
  });

  it.skipIf(!hasSharedData)('begin with the right game of the right day, for every recorded game', () => {
    const folder = 'polymarket/nba-events-both-venues';
    const gamma = gunzipSync(readFileSync(sharedPath(`${folder}/poly_nba.json.gz`))).toString('utf8');
    const index = indexOf(readListings(gamma, 'polymarket').listings);
    const { events } = sharedJson(`${folder}/kalshi_nba.json`) as { events: { event_ticker: string; title: string }[] };
    expect(events).toHaveLength(27);
    for (const { event_ticker, title } of events) {
      const [, day = '', away = '', home = ''] = /-26JAN(\d\d)(\w{3})(\w{3})$/.exec(event_ticker) ?? [];
      const asked = kalshi(`${event_ticker}-${away}`, `${title} Winner?`, {
        subtitle: title.split(' at ')[0] ?? '',
        event: { id: event_ticker, title },
      });
      const [first] = index.candidatesOf(asked);
      expect(first?.listing.event.id).toBe(`nba-${away}-${home}-2026-01-${day}`.toLowerCase());
      expect(first?.listing.title).toMatch(/^[\w ]+ vs\. [\w ]+$/);
    }
  });

  it.skipIf(!hasSharedData)('hold the right side of every curated pair, among all sides of the file', () => {
    const { pairs } = readPairs(readFileSync(sharedPath('pairs/market-pairs-curated.jsonl'), 'utf8'));
    const index = indexOf(pairs.map(({ polymarket }) => polymarket));
    const missed = pairs
      .filter(({ label }) => label === 'same' || label === 'inverse')
      .filter(
        ({ kalshi, polymarket }) => !index.candidatesOf(kalshi).some(({ listing }) => listing.id === polymarket.id),
      );
    expect(missed.map(({ ids }) => ids.kalshi)).toEqual([]);
  });
});

describe('a pair is excluded before it is judged', () => {
  it('when its numbers cannot bound the same', () => {
    const seats = (title: string) => polymarket('p', title);
    const asked = kalshi('k', 'Will the Liberals win 211 or more seats?');
    expect(agree(asked, seats('Will the Liberals win more than 210 seats?'))).toBe(true);
    expect(agree(asked, seats('Will the Liberals win more than 190 seats?'))).toBe(false);
    expect(agree(asked, seats('Will the Liberals win a majority of seats?'))).toBe(true);
    const strike = { type: 'greater', floor: 74_299.99, cap: null };
    const ladder = kalshi('k', 'Bitcoin price on Jul 25, 2026?', { strike });
    expect(agree(ladder, seats('Will Bitcoin be above $74,300 on July 25, 2026?'))).toBe(true);
    expect(agree(ladder, seats('Will Bitcoin be above $74,400 on July 25, 2026?'))).toBe(false);
    expect(agree(kalshi('k', 'Seattle wins by over 4.5 runs?'), seats('Spread: Mariners (-4.5)'))).toBe(true);
  });

  it('when the days it asks about differ, and not when they are said in other words', () => {
    const asked = kalshi('k', 'Will Oslo see rain on July 25, 2026?');
    expect(agree(asked, polymarket('p', 'Rain in Oslo on July 25, 2026?'))).toBe(true);
    expect(agree(asked, polymarket('p', 'Rain in Oslo on July 26, 2026?'))).toBe(false);
    expect(agree(asked, polymarket('p', 'Rain in Oslo?'))).toBe(true);
    const before = kalshi('k', 'Will Greenland vote for independence before 2026?');
    expect(agree(before, polymarket('p', 'Will Greenland vote for independence in 2025?'))).toBe(true);
    expect(agree(before, polymarket('p', 'Will Greenland vote for independence before 2030?'))).toBe(false);
  });

  it('when trading ends years apart and the texts name no day', () => {
    const closing = (year: number) => Date.UTC(year, 5, 1);
    const asked = kalshi('k', 'Will the Pope resign?', { closeTime: closing(2026) });
    expect(agree(asked, polymarket('p', 'Will the Pope resign?', { closeTime: closing(2027) }))).toBe(true);
    expect(agree(asked, polymarket('p', 'Will the Pope resign?', { closeTime: closing(2031) }))).toBe(false);
  });

  it('only when the judge would not accept it', () => {
    const { kalshi, polymarket, twins } = syntheticVenues(1_500, seededRandom(5));
    const byId = new Map(polymarket.map((each) => [each.id, each]));
    fc.assert(
      fc.property(fc.nat(1_499), fc.nat(20), (at, step) => {
        const asked = kalshi[at] as Listing;
        const twin = [...twins.keys()].indexOf(asked.id);
        // Twins where there are some, and their neighbours; else any market.
        const beside = twin < 0 ? at : polymarket.indexOf(byId.get(twins.get(asked.id) ?? '') as Listing);
        const other = polymarket[(beside + step) % polymarket.length] as Listing;
        fc.pre(!agree(asked, other));
        expect(judgePair(asked, other).decision).not.toBe('accept');
      }),
      { numRuns: 400 },
    );
  });

  it.skipIf(!hasSharedData)('only when the judge would not accept it, in every curated pair', () => {
    const { pairs } = readPairs(readFileSync(sharedPath('pairs/market-pairs-curated.jsonl'), 'utf8'));
    const dropped = pairs.filter(({ kalshi, polymarket }) => !agree(kalshi, polymarket));
    expect(dropped.length).toBeGreaterThan(100);
    const wrong = dropped.filter(
      ({ kalshi, polymarket, label }) => judgePair(kalshi, polymarket).decision === 'accept' || label === 'same',
    );
    expect(wrong.map(({ ids }) => ids)).toEqual([]);
  });
});
