import { FlightDesk } from '@pm-arbitrage/agents/opportunity-scanner/valuation/flight-desk.js';
import { valueFlight } from '@pm-arbitrage/agents/opportunity-scanner/valuation/value-flight.js';
import { arrivalError } from '@pm-arbitrage/core/fair-value/events/arrival-error.js';
import { ARRIVAL_ERRORS } from '@pm-arbitrage/core/fair-value/events/arrival-parameters.js';
import { normalCdf } from '@pm-arbitrage/core/fair-value/numerics/normal-cdf.js';
import { normalDraws } from '@pm-arbitrage/core/fair-value/testing/normal-draws.js';
import { seededRandom } from '@pm-arbitrage/core/random/random.js';
import type { FlightTerms } from '@pm-arbitrage/core/settlement-terms/flights/flight-terms.js';
import type { Judgement } from '../../weeks/judgement.js';

const DUE = Date.UTC(2026, 10, 23, 5, 30);
const MINUTE_MS = 60_000;
const SYMBOL = 'ua123-2026-11-22';
const ALLOWED = 15;
const DIVERTED = 0.003;
const worded = <T>(value: T) => ({ value, text: '' });

const terms: FlightTerms = {
  kind: 'on-time',
  needs: [{ type: 'flights', symbol: SYMBOL }],
  flight: worded('UA123'),
  day: worded('2026-11-22'),
  delay: worded({ kind: 'below', strike: ALLOWED, ties: true }),
  arrival: worded<'gate' | 'landing'>('gate'),
  source: worded('flightaware'),
  cancelled: worded<'no' | 'yes' | 'half'>('no'),
};

/** Flights in the air: the model, beside who knows the true error of estimates and that they have no bias. */
export function madeFlights(count: number, seed: number): readonly Judgement[] {
  const random = seededRandom(seed);
  const normal = normalDraws(seed + 1);
  return Array.from({ length: count }, (_, group): Judgement => {
    const late = 15 + 15 * normal();
    const left = 10 + 350 * random.next();
    const now = DUE + (late - left) * MINUTE_MS;
    const estimatedIn = Math.round(DUE + late * MINUTE_MS);
    const desk = new FlightDesk();
    const times = {
      scheduledIn: DUE,
      estimatedIn,
      actualIn: null,
      scheduledOn: null,
      estimatedOn: null,
      actualOn: null,
    };
    desk.take({
      type: 'flights',
      symbol: SYMBOL,
      source: 'aeroapi',
      fact: { kind: 'flight', flight: 'UA123', ...times, state: 'airborne' },
      unit: 'time',
      eventTime: now,
      receivedAt: now,
      quality: 'live',
      uncertainty: null,
    });
    const valuation = valueFlight(terms, desk, now);
    const sd = arrivalError(ARRIVAL_ERRORS.table, left);
    const arrives = Math.max(late - left, late + sd * normal());
    // Past its deadline nothing is said until arrivals are told: that flight was not in time, and all know it.
    if (valuation.kind === 'unpriced') return { forecast: 0, stated: 0, truth: 0, outcome: 0, group };
    const truth = (1 - DIVERTED) * (now > DUE + ALLOWED * MINUTE_MS ? 0 : normalCdf((ALLOWED - late) / sd));
    const { probability: forecast, standardError: stated } = valuation;
    const inTime = random.next() >= DIVERTED && arrives <= ALLOWED;
    return { forecast, stated, truth, outcome: inTime ? 1 : 0, group };
  });
}
