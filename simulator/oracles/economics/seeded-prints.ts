import { seededRandom, seedFrom } from '@pm-arbitrage/core/random/random.js';
import { gaussian } from '../../world/normal.js';
import type { Print, PrintsOf } from './prints-of.js';

/** How a monthly series moves. */
interface SeriesShape {
  readonly start: number;
  /** Monthly growth as a share, and its spread. */
  readonly growth: number;
  readonly spread: number;
  readonly decimals: number;
  /** By how much the first print is off, as a share, mended with the next one. */
  readonly revised: number;
}

const SHAPES: Readonly<Record<string, SeriesShape>> = {
  CPIAUCSL: { start: 322, growth: 0.0022, spread: 0.0012, decimals: 3, revised: 0 },
  CPIAUCNS: { start: 322, growth: 0.0022, spread: 0.002, decimals: 3, revised: 0 },
  CPILFESL: { start: 328, growth: 0.0025, spread: 0.0006, decimals: 3, revised: 0 },
  CPILFENS: { start: 328, growth: 0.0025, spread: 0.0008, decimals: 3, revised: 0 },
  UNRATE: { start: 4.3, growth: 0, spread: 0.02, decimals: 1, revised: 0 },
  PAYEMS: { start: 159_500, growth: 0.0006, spread: 0.0006, decimals: 0, revised: 0.0002 },
};

/** Figures come out on the 12th of the next month, at 13:30 UTC. */
const RELEASE_DAY = 12;
const RELEASE_HOUR = 13.5;
const HOUR_MS = 3_600_000;

/** When the figure of a month (0 to 11) comes out, Unix ms. */
export const releaseOf = (year: number, month: number): number =>
  Date.UTC(year, month + 1, RELEASE_DAY) + RELEASE_HOUR * HOUR_MS;

/** Monthly series from `firstYear` on for five years, the same for a seed whoever asks. */
export function seededPrints(seed: number, firstYear: number): PrintsOf {
  const known = new Map<string, readonly Print[]>();
  return (series) => {
    let prints = known.get(series);
    if (!prints) known.set(series, (prints = make(seed, series, firstYear)));
    return prints;
  };
}

function make(seed: number, series: string, firstYear: number): readonly Print[] {
  const shape = SHAPES[series];
  if (!shape) return [];
  const random = seededRandom(seedFrom(seed, series));
  const round = (level: number) => Math.round(level * 10 ** shape.decimals) / 10 ** shape.decimals;
  const prints: Print[] = [];
  let level = shape.start;
  for (let month = 0; month < 60; month++) {
    const period = new Date(Date.UTC(firstYear, month, 1)).toISOString().slice(0, 10);
    level *= 1 + shape.growth + shape.spread * gaussian(random);
    const off = 1 + shape.revised * gaussian(random);
    prints.push({ period, level: round(level * off), from: releaseOf(firstYear, month) });
    if (shape.revised > 0) prints.push({ period, level: round(level), from: releaseOf(firstYear, month + 1) });
  }
  return prints.toSorted((a, b) => a.from - b.from);
}
