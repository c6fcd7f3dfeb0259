import type { Random } from '@pm-arbitrage/core/random/random.js';
import type { OutcomeText, Source } from './question.js';

/** Everything about a question that is words: the same world in the two venues' different styles. */
export interface Topic {
  readonly seriesTicker: string;
  readonly kalshiTitle: string;
  readonly kalshiSubtitle: string;
  readonly polymarketTitle: string;
  readonly source: Source;
  /** Where Polymarket looks, if not where Kalshi does. */
  readonly polymarketSource?: Source;
  readonly polymarketLabels: readonly [string, string];
  readonly outcomes: readonly OutcomeText[];
}

export interface TopicOptions {
  readonly random: Random;
  /** Unix milliseconds of the close, which is also the moment that the question asks about. */
  readonly closesAt: number;
  /** Word the Polymarket question as the opposite. */
  readonly inverse: boolean;
}

export const YES_NO = ['Yes', 'No'] as const;

export function pick<T extends readonly [unknown, ...unknown[]]>(random: Random, items: T): T[number] {
  return items[Math.floor(random.next() * items.length)] ?? items[0];
}

/** `count` different items, in random order. */
export function pickSome<T>(random: Random, items: readonly T[], count: number): T[] {
  const left = [...items];
  const chosen: T[] = [];
  while (chosen.length < count && left.length > 0) {
    chosen.push(...left.splice(Math.floor(random.next() * left.length), 1));
  }
  return chosen;
}

export const between = (random: Random, low: number, high: number): number =>
  low + Math.floor(random.next() * (high - low + 1));

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

const two = (value: number) => String(value).padStart(2, '0');

/** "November 21, 2026" */
export function longDate(at: number): string {
  const date = new Date(at);
  return `${MONTHS[date.getUTCMonth()]} ${date.getUTCDate()}, ${date.getUTCFullYear()}`;
}

/** "Nov 21, 2026" */
export function shortDate(at: number): string {
  const date = new Date(at);
  return `${MONTHS[date.getUTCMonth()]?.slice(0, 3)} ${date.getUTCDate()}, ${date.getUTCFullYear()}`;
}

/** "14:05:30 UTC" */
export function clockTime(at: number): string {
  const date = new Date(at);
  return `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())} UTC`;
}

/** "14:05 UTC" */
export function minuteTime(at: number): string {
  const date = new Date(at);
  return `${two(date.getUTCHours())}:${two(date.getUTCMinutes())} UTC`;
}

/** "26NOV21", the date part of Kalshi tickers. */
export function tickerDate(at: number): string {
  const date = new Date(at);
  const month = MONTHS[date.getUTCMonth()]?.slice(0, 3).toUpperCase();
  return `${two(date.getUTCFullYear() % 100)}${month}${two(date.getUTCDate())}`;
}

export const withCommas = (value: number): string => String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ',');

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** "DANWHI", a person in Kalshi tickers. */
export const initials = (name: string): string =>
  name
    .split(' ')
    .map((word) => word.slice(0, 3).toUpperCase())
    .join('');
