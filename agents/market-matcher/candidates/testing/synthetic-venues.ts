import type { Platform } from '@pm-arbitrage/core/domain/platform.js';
import type { Random } from '@pm-arbitrage/core/random/random.js';
import type { Listing } from '../../listing.js';
import { listingOf, type SyntheticEvent } from './synthetic-event.js';
import { coinLadder, economicFigure, temperature } from './synthetic-ladders.js';
import { deadline, election, mention, nextOffice, prize } from './synthetic-outcomes.js';
import { leagueGame, soccerMatch, tennisMatch } from './synthetic-sports.js';

export interface SyntheticVenues {
  readonly kalshi: readonly Listing[];
  readonly polymarket: readonly Listing[];
  /** Kalshi id → the Polymarket id that asks the same. */
  readonly twins: ReadonlyMap<string, string>;
}

/** How often each kind of event is listed: sports first, as at the real venues. */
const KINDS: readonly (readonly [weight: number, make: (random: Random) => SyntheticEvent])[] = [
  [22, leagueGame],
  [10, soccerMatch],
  [20, tennisMatch],
  [10, coinLadder],
  [5, temperature],
  [7, economicFigure],
  [8, nextOffice],
  [8, prize],
  [10, election],
  [8, mention],
  [10, deadline],
];

/** Share of events that both venues list, and of their questions that both ask. */
const SHARED_EVENTS = 0.12;
const SHARED_QUESTIONS = 0.8;

/**
 * Two made-up venues of `size` markets each that look like the real ones: ladders of strikes, many outcomes of one
 * event, games by team and date, and far more neighbours of a question than twins. One seed gives one world.
 */
export function syntheticVenues(size: number, random: Random): SyntheticVenues {
  const lists: Record<Platform, Listing[]> = { kalshi: [], polymarket: [] };
  const twins = new Map<string, string>();
  const seen = new Set<string>();
  const total = KINDS.reduce((sum, [weight]) => sum + weight, 0);
  for (let number = 1; lists.kalshi.length < size || lists.polymarket.length < size; number++) {
    let at = random.next() * total;
    const event = (KINDS.find(([weight]) => (at -= weight) < 0) ?? KINDS[0]!)[1](random);
    const taken = [event.key, ...(event.busy ?? [])];
    if (taken.some((key) => seen.has(key))) continue;
    for (const key of taken) seen.add(key);
    const shared = random.next() < SHARED_EVENTS;
    const behind: Platform = lists.kalshi.length <= lists.polymarket.length ? 'kalshi' : 'polymarket';
    event.questions.forEach((question, index) => {
      const both = shared && random.next() < SHARED_QUESTIONS;
      const ids = {
        kalshi: `${event.series}-${event.dated}N${number}-${index}`,
        polymarket: `0x${number.toString(16)}-${index}`,
      };
      for (const platform of both ? (['kalshi', 'polymarket'] as const) : [behind]) {
        lists[platform].push(listingOf(event, question[platform], platform, ids[platform]));
      }
      if (both) twins.set(ids.kalshi, ids.polymarket);
    });
  }
  const kalshi = lists.kalshi.slice(0, size);
  const polymarket = lists.polymarket.slice(0, size);
  const listed = new Set([...kalshi, ...polymarket].map(({ id }) => id));
  return {
    kalshi,
    polymarket,
    twins: new Map([...twins].filter(([here, there]) => listed.has(here) && listed.has(there))),
  };
}
