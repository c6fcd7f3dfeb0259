import type { TemperatureTerms } from '@pm-arbitrage/core/settlement-terms/weather/temperature-terms.js';
import {
  BEYOND_READINGS,
  FORECAST_ERROR,
} from '@pm-arbitrage/agents/opportunity-scanner/valuation/temperature-errors.js';
import { valueTemperature } from '@pm-arbitrage/agents/opportunity-scanner/valuation/value-temperature.js';
import { WeatherDesk } from '@pm-arbitrage/agents/opportunity-scanner/valuation/weather-desk.js';
import type { OracleFact, OracleTick } from '@pm-arbitrage/core/domain/oracle-tick.js';
import { uncertainMinimum } from '@pm-arbitrage/core/fair-value/temperature/uncertain-minimum.js';
import { normalDraws } from '@pm-arbitrage/core/fair-value/testing/normal-draws.js';
import { seededRandom } from '@pm-arbitrage/core/random/random.js';
import type { Judgement } from '../../weeks/judgement.js';

const DAY = '2026-11-21';
/** Midnight of Eastern standard time. */
const BEGINS = Date.UTC(2026, 10, 21, 5);
const HOUR_MS = 3_600_000;
/** Spread of what the rest of a day brings: never less than this, °F. */
const LEAST_SPREAD = 1.2;
const worded = <T>(value: T) => ({ value, text: '' });

/** Lowest temperatures of days that run: the model, beside who knows the forecast's true error and no bias in it. */
export function madeLows(count: number, seed: number): readonly Judgement[] {
  const random = seededRandom(seed);
  const normal = normalDraws(seed + 1);
  const beyond = BEYOND_READINGS['nws-cli'];
  return Array.from({ length: count }, (_, group): Judgement => {
    const hour = 1 + random.next() * 22;
    const now = BEGINS + hour * HOUR_MS;
    const seen = Math.round(35 + 5 * normal());
    const rest = seen + 3 * normal();
    const from = seen - 1 + Math.floor(random.next() * 3) - 1;
    const bin = { from, to: from + 1 };
    const desk = new WeatherDesk();
    const tell = (fact: OracleFact) => desk.take(tick(fact, now));
    tell({ kind: 'temperature', value: seen });
    tell({ kind: 'low-forecast', value: rest, deviation: null, day: DAY });
    const valuation = valueTemperature(termsOf(bin), desk, now);
    if (valuation.kind === 'unpriced') throw new Error(valuation.detail);
    const sd = Math.max(LEAST_SPREAD, FORECAST_ERROR.evening * Math.sqrt((24 - hour) / 24));
    const minima = beyond.map(({ value, probability }) => ({ value: seen - value, probability }));
    const truth = uncertainMinimum(bin, minima, { mean: rest, sd, meanError: 0, sdError: 0 }).probability;
    const lot = random.next();
    const official = seen - (lot < 0.6 ? 0 : lot < 0.95 ? 1 : 2);
    const final = Math.min(official, Math.round(rest + sd * normal()));
    const { probability: forecast, standardError: stated } = valuation;
    return { forecast, stated, truth, outcome: final >= bin.from && final <= bin.to ? 1 : 0, group };
  });
}

const tick = (fact: OracleFact, at: number): OracleTick => ({
  type: 'weather',
  symbol: 'knyc',
  source: 'nws',
  fact,
  unit: 'degF',
  eventTime: at,
  receivedAt: at,
  quality: 'live',
  uncertainty: null,
});

const termsOf = (bin: { readonly from: number; readonly to: number }): TemperatureTerms => ({
  kind: 'daily-minimum',
  needs: [{ type: 'weather', symbol: 'knyc' }],
  station: worded('knyc'),
  day: worded(DAY),
  clock: worded('standard'),
  standardOffset: -300,
  unit: worded<'degF' | 'degC'>('degF'),
  bin: worded(bin),
  source: worded('nws-cli'),
  revisions: null,
});
