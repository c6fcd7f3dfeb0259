import type { TemperatureBin } from '../../fair-value/temperature/temperature-bin.js';
import type { OracleNeed } from '../oracle-need.js';
import type { Worded } from '../worded.js';

/**
 * Whose maximum counts. They differ at one and the same station: the official maximum comes from short averages and can
 * exceed every hourly reading by a degree or more (reference §2.1).
 */
export type TemperatureSource =
  /** The daily climate report of the National Weather Service. */
  | 'nws-cli'
  /** The Weather Company. */
  | 'twc'
  /** NOAA's table of hourly readings. */
  | 'noaa-hourly'
  | 'wunderground';

/** The highest or lowest temperature of a day lies in a bin. */
export interface TemperatureTerms {
  readonly kind: 'daily-maximum' | 'daily-minimum';
  readonly needs: readonly OracleNeed[];
  /** `knyc`, with the words that name it. */
  readonly station: Worded<string>;
  /** 2026-11-21 */
  readonly day: Worded<string>;
  /**
   * Whether that day runs from midnight to midnight of standard time all year; null where no text says. The climate report
   * keeps standard time by its own rules.
   */
  readonly clock: Worded<'standard'> | null;
  /** Minutes that standard time of the station is ahead of UTC. */
  readonly standardOffset: number;
  readonly unit: Worded<'degF' | 'degC'>;
  /** Whole degrees, both ends included. */
  readonly bin: Worded<TemperatureBin>;
  readonly source: Worded<TemperatureSource>;
  /** Which later changes count; null where no text says. */
  readonly revisions: Worded<'first-publication' | 'until-next-day'> | null;
}
