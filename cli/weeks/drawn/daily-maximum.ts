import { dailyMaximum } from '@pm-arbitrage/core/fair-value/temperature/daily-maximum.js';
import type { Random } from '@pm-arbitrage/core/random/random.js';
import { gaussian } from '@pm-arbitrage/simulator/world/normal.js';
import type { Judgement } from '../judgement.js';
import { unknownScale } from './unknown-scale.js';

/** Error of a morning's forecast, °F (oracle reference §7.6), with what the valuation assumes to be left of bias and of its size. */
const FORECAST = { sd: 2.12, meanError: 0.5, sdError: 0.15 } as const;
/** Whole degrees between the forecast and the bin that is asked about. */
const REACH = 4;

/** Whether a day's maximum falls into a bin of two degrees near its forecast. */
export function drawDailyMaximum(random: Random, group: number): Judgement {
  const told = 45 + 50 * random.next();
  const mean = told + FORECAST.meanError * gaussian(random);
  const sd = FORECAST.sd * unknownScale(random, FORECAST.sdError);
  const from = Math.round(told + REACH * (2 * random.next() - 1));
  const bin = { from, to: from + 1 };
  const maximum = Math.round(mean + sd * gaussian(random));
  const { probability, standardError } = dailyMaximum(bin, { ...FORECAST, mean: told });
  return {
    forecast: probability,
    stated: standardError,
    truth: dailyMaximum(bin, { mean, sd, meanError: 0, sdError: 0 }).probability,
    outcome: maximum >= bin.from && maximum <= bin.to ? 1 : 0,
    group,
  };
}
