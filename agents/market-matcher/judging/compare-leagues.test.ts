import { describe, expect, it } from 'vitest';
import { aListing } from '../text/a-listing.js';
import { judgePair } from './judge-questions.js';

const kalshi = (id: string, title: string, subtitle: string) => aListing('kalshi', title, { id, subtitle });
const polymarket = (title: string, subtitle: string, slug = '') =>
  aListing('polymarket', title, { subtitle, event: { id: slug, title } });

describe('games of teams', () => {
  it('differ by their league, however alike the places are', () => {
    const basketball = kalshi('KXNBAGAME-26APR04WASNYK-NYK', 'Washington vs New York winner?', 'New York');
    expect(judgePair(basketball, polymarket('Nationals vs. Mets', 'Mets'))).toMatchObject({
      decision: 'refuse',
      field: 'scope',
    });
    expect(judgePair(basketball, polymarket('Wizards vs. Knicks', 'Knicks')).field).not.toBe('scope');
  });

  it('take from nicknames only the leagues that all of them leave open', () => {
    const football = kalshi('KXNFLGAME-26SEP13NYGWAS-NYG', 'New York G vs Washington winner?', 'New York G');
    expect(judgePair(football, polymarket('Giants vs. Commanders', 'Giants')).field).not.toBe('scope');
    expect(judgePair(football, polymarket('Giants vs. Dodgers', 'Giants')).decision).toBe('refuse');
  });

  it('differ by their opponent', () => {
    const game = kalshi('KXNBAGAME-26APR04BOSMIA-BOS', 'Boston vs Miami winner?', 'Boston');
    expect(judgePair(game, polymarket('Celtics vs. Heat', 'Celtics', 'nba-bos-mia-2026-04-04')).decision).toBe(
      'accept',
    );
    expect(judgePair(game, polymarket('Celtics vs. Lakers', 'Celtics')).decision).toBe('refuse');
  });
});

it('a game of which one side does not say the day is left to a person: teams meet again', () => {
  const game = kalshi('KXMLBGAME-26APR04NYYBOS-NYY', 'New York Y vs Boston winner?', 'New York Y');
  const decide = (slug: string) => judgePair(game, polymarket('Yankees vs. Red Sox', 'Yankees', slug));
  expect(decide('')).toMatchObject({ decision: 'review', field: 'window' });
  expect(decide('mlb-nyy-bos-2026-04-05').decision).toBe('refuse');
  expect(decide('mlb-nyy-bos-2026-04-04').decision).not.toBe('refuse');
});

describe('times of day', () => {
  const price = (platform: 'kalshi' | 'polymarket', time: string) =>
    aListing(platform, `Will Bitcoin be above $90,000 on November 21, 2026 at ${time} UTC?`);

  it('differ by a second where texts count them, and by a minute where they do not', () => {
    const decide = (a: string, b: string) => judgePair(price('kalshi', a), price('polymarket', b));
    expect(decide('18:35:25', '18:35:25').decision).toBe('accept');
    expect(decide('18:35:25', '18:35:29')).toMatchObject({ decision: 'refuse', field: 'window' });
    expect(decide('18:35', '18:36')).toMatchObject({ decision: 'refuse', field: 'window' });
    expect(decide('12:00', 'noon').decision).toBe('accept');
  });

  it('do not count between the last minute of a day and its end', () => {
    const deadline = (platform: 'kalshi' | 'polymarket', words: string) =>
      aListing(platform, `Will Ann Lee resign ${words}?`, { id: 'K' });
    const until = (a: string, b: string) => judgePair(deadline('kalshi', a), deadline('polymarket', b)).decision;
    expect(until('by December 31, 2026, 11:59 PM ET', 'before January 1, 2027')).not.toBe('refuse');
    expect(until('before 18:36:22 UTC on November 21, 2026', 'by 18:36:46 UTC on November 21, 2026')).toBe('refuse');
  });
});
