import type { Platform } from '@pm-arbitrage/core/domain/platform.js';
import type { Random } from '@pm-arbitrage/core/random/random.js';
import type { Strike } from '@pm-arbitrage/core/domain/market.js';
import type { Listing } from '../../listing.js';

/** One question of a made-up event in the words of both venues. */
export interface TwinWording {
  readonly kalshi: Wording;
  readonly polymarket: Wording;
}

export interface Wording {
  readonly title: string;
  readonly subtitle: string;
  readonly rules: string;
  readonly strike?: Strike;
}

/** A made-up event that either venue, or both, may list. */
export interface SyntheticEvent {
  /** Says what the event is about: two events with one key would be the same. */
  readonly key: string;
  /** Who is taken for the day: a team plays once. */
  readonly busy?: readonly string[];
  readonly category: string;
  readonly titles: Readonly<Record<Platform, string>>;
  /** Kalshi's series. */
  readonly series: string;
  /** Date part of Kalshi's ticker. */
  readonly dated: string;
  /** Unix ms. */
  readonly opens: number;
  readonly closes: Readonly<Record<Platform, number>>;
  readonly questions: readonly TwinWording[];
}

export const DAY = 86_400_000;
/** Midnight UTC of the day from which the made-up listings look ahead. */
export const TODAY = Date.UTC(2026, 6, 20);

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** A day in the venues' ways: "Jul 25, 2026" and "July 25". */
export function dayWords(time: number): { readonly short: string; readonly long: string; readonly year: number } {
  const date = new Date(time);
  const month = MONTHS[date.getUTCMonth()] as string;
  const day = date.getUTCDate();
  const year = date.getUTCFullYear();
  return { short: `${month.slice(0, 3)} ${day}, ${year}`, long: `${month} ${day}`, year };
}

/** A day as Kalshi's tickers write it: 26JUL25. */
export function tickerDay(time: number): string {
  const date = new Date(time);
  const month = (MONTHS[date.getUTCMonth()] as string).slice(0, 3).toUpperCase();
  return `${date.getUTCFullYear() % 100}${month}${String(date.getUTCDate()).padStart(2, '0')}`;
}

export const monthName = (month: number): string => MONTHS[month % 12] as string;

export const pick = <T>(random: Random, values: readonly T[]): T =>
  values[Math.floor(random.next() * values.length)] as T;

/** Whole, from `low` to `high`, both included. */
export const whole = (random: Random, low: number, high: number): number =>
  low + Math.floor(random.next() * (high - low + 1));

/** `count` different values, in the order of the list. */
export function some<T>(random: Random, values: readonly T[], count: number): T[] {
  let wanted = Math.min(count, values.length);
  return values.filter((_, index) => {
    const taken = random.next() < wanted / (values.length - index);
    if (taken) wanted--;
    return taken;
  });
}

/** The listing of one question at one venue. */
export function listingOf(event: SyntheticEvent, wording: Wording, platform: Platform, id: string): Listing {
  return {
    platform,
    id,
    title: wording.title,
    subtitle: wording.subtitle,
    event: { id: id.replace(/-[^-]*$/, ''), title: event.titles[platform] },
    category: event.category,
    rules: wording.rules,
    strike: platform === 'kalshi' ? (wording.strike ?? null) : null,
    sources: [],
    openTime: event.opens,
    closeTime: event.closes[platform],
  };
}
