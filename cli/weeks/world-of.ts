import { controlWeek, measuredWeek } from '@pm-arbitrage/simulator/weeks/week-parameters.js';
import type { VoiceFault } from '@pm-arbitrage/simulator/weeks/oracle-voices.js';
import { WeekWorld } from '@pm-arbitrage/simulator/weeks/week-world.js';
import type { WeekReport } from './week-report.js';

/** A Monday, 00:00 UTC, out of daylight saving time. */
export const WEEK_FROM = Date.UTC(2026, 10, 9);

/** The world of a seed. */
export const worldOf = (
  { seed, days, world }: Pick<WeekReport, 'seed' | 'days' | 'world'>,
  faults: readonly VoiceFault[] = [],
): WeekWorld =>
  new WeekWorld({ seed, from: WEEK_FROM, days, faults, parameters: world === 'control' ? controlWeek : measuredWeek });
