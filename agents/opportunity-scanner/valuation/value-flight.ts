import { ARRIVAL_ERRORS } from '@pm-arbitrage/core/fair-value/events/arrival-parameters.js';
import { type FlightStatus, flightOnTime } from '@pm-arbitrage/core/fair-value/events/flight-on-time.js';
import type { Estimate } from '@pm-arbitrage/core/fair-value/estimate.js';
import { holdsIn } from '@pm-arbitrage/core/fair-value/holds-in.js';
import { mixEstimates } from '@pm-arbitrage/core/fair-value/mix-estimates.js';
import { opposite } from '@pm-arbitrage/core/fair-value/opposite.js';
import { settlementInterval } from '@pm-arbitrage/core/fair-value/settlement-interval.js';
import type { FlightTerms } from '@pm-arbitrage/core/settlement-terms/flights/flight-terms.js';
import { arrivalOf, type Arrival } from './arrival-of.js';
import type { FlightDesk, ToldFlight } from './flight-desk.js';
import { scheduledFlight } from './scheduled-flight.js';
import { type Unpriced, unpriced } from './unpriced.js';
import type { Valuation } from './valuation.js';

const MINUTE_MS = 60_000;
/** Arrivals are told a few minutes late: so long after its deadline a flight may still turn out to have made it. */
const TOLD_LATE_MS = 15 * MINUTE_MS;
/** An arrival that was told says the same for the rest of the day. */
const ARRIVED_MS = 12 * 60 * MINUTE_MS;

/** Assumptions of this project, until they are measured. */
const ODDS = {
  /** A time that was told is not the one that settles. */
  misread: 0.005,
  /** "Cancelled" means that tracking ended, and not always that the flight did (oracles-and-alerts.md §5.2). */
  flewAfterAll: 0.05,
  /** Is cancelled or diverted yet: before it leaves, and in the air. */
  calledOff: { scheduled: 0.015, airborne: 0.003 },
} as const;
/** Standard error of a lasting bias of estimates, minutes. */
const BIAS = 2;
const PAYS = { no: 0, yes: 1, half: 0.5 } as const;
const NOTHING_KNOWN: Estimate = { probability: 0.5, standardError: 0.5 };
const sure = (probability: number): Estimate => ({ probability, standardError: 0 });

/**
 * What YES of a market on a flight's delay is worth now, by the arrival that the market counts (gate or landing), against
 * its scheduled arrival. A flight that is cancelled or diverted pays as the rules say. `now` Unix ms.
 * @throws FairValueError
 */
export function valueFlight(terms: FlightTerms, desk: FlightDesk, now: number): Valuation {
  const told = scheduledFlight(terms, desk, now);
  if ('kind' in told) return told;
  const { fact, at } = told;
  if (fact.state === 'cancelled' || fact.state === 'diverted') return calledOff(terms, told, now);
  const arrival = arrivalOf(terms, fact);
  if ('kind' in arrival) return arrival;
  const late = arrival.actual === null ? expected(terms, told, arrival, now) : arrived(terms, arrival);
  if ('kind' in late) return late;
  const known = arrival.actual !== null;
  return value(terms, told, known ? 'arrived' : 'expected', late, known ? now : at, known ? ARRIVED_MS : maxAge(told));
}

/** Minutes after each time at which it may have been due; where the market's rules leave two, either may count. */
function arrived({ delay }: FlightTerms, { actual, due }: Arrival): Estimate {
  const interval = settlementInterval(delay.value);
  const cases = due.map((at) => ({
    weight: 1,
    estimate: sure(holdsIn(interval, ((actual ?? 0) - at) / MINUTE_MS) ? 1 : 0),
  }));
  return mixEstimates([
    { weight: 1 - ODDS.misread, estimate: mixEstimates(cases) },
    { weight: ODDS.misread, estimate: NOTHING_KNOWN },
  ]);
}

function expected(terms: FlightTerms, told: ToldFlight, arrival: Arrival, now: number): Estimate | Unpriced {
  const { value: condition } = terms.delay;
  if (condition.kind === 'between') return unpriced('no-model', 'nothing values a range of delays');
  const deadlines = arrival.due.map((at) => at + condition.strike * MINUTE_MS);
  if (deadlines.some((deadline) => now > deadline && now <= deadline + TOLD_LATE_MS))
    return unpriced('not-final', 'its deadline is past, and who arrived in time may not be told yet');
  const status: FlightStatus = {
    kind: 'expected',
    now: now / MINUTE_MS,
    estimated: arrival.estimated / MINUTE_MS,
    biasError: BIAS,
  };
  const inTime = mixEstimates(
    deadlines.map((deadline) => ({
      weight: 1,
      estimate: flightOnTime(status, deadline / MINUTE_MS, ARRIVAL_ERRORS),
    })),
  );
  const asked = condition.kind === 'below' ? inTime : opposite(inTime);
  const off = told.fact.state === 'scheduled' ? ODDS.calledOff.scheduled : ODDS.calledOff.airborne;
  return mixEstimates([
    { weight: 1 - off, estimate: asked },
    { weight: off, estimate: sure(PAYS[terms.cancelled.value]) },
  ]);
}

function calledOff(terms: FlightTerms, told: ToldFlight, now: number): Valuation {
  const pays = sure(PAYS[terms.cancelled.value]);
  const estimate = mixEstimates([
    { weight: 1 - ODDS.flewAfterAll, estimate: pays },
    { weight: ODDS.flewAfterAll, estimate: NOTHING_KNOWN },
  ]);
  return value(terms, told, 'called-off', estimate, now, ARRIVED_MS);
}

const maxAge = ({ fact }: ToldFlight): number => (fact.state === 'scheduled' ? 40 : 10) * MINUTE_MS;

const value = (
  terms: FlightTerms,
  { source }: ToldFlight,
  what: string,
  estimate: Estimate,
  oracleAt: number,
  maxAgeMs: number,
): Valuation => ({
  kind: 'valued',
  ...estimate,
  model: `on-time/${what}`,
  sources: [`${source} ${terms.needs[0]?.symbol ?? ''}`],
  oracleAt,
  maxAgeMs,
  live: false,
});
