import { arrivalError } from '@pm-arbitrage/core/fair-value/events/arrival-error.js';
import { ARRIVAL_ERRORS } from '@pm-arbitrage/core/fair-value/events/arrival-parameters.js';
import { flightOnTime } from '@pm-arbitrage/core/fair-value/events/flight-on-time.js';
import type { Random } from '@pm-arbitrage/core/random/random.js';
import { gaussian } from '@pm-arbitrage/simulator/world/normal.js';
import type { Judgement } from '../judgement.js';
import { meanOfDraws } from './mean-of-draws.js';
import { unknownScale } from './unknown-scale.js';

const BIAS_ERROR = 2;
const MOST_MINUTES = 300;

/** Whether a flight arrives by a deadline near its estimate, asked minutes to hours before. */
export function drawFlight(random: Random, group: number): Judgement {
  const estimated = MOST_MINUTES * random.next();
  const { table, relativeError } = ARRIVAL_ERRORS;
  /** The lasting bias of the estimates and the spread around it, minutes: what nobody is told. */
  const nature = () => ({
    bias: BIAS_ERROR * gaussian(random),
    sd: arrivalError(table, estimated) * unknownScale(random, relativeError),
  });
  const { bias, sd } = nature();
  const deadline = Math.max(1, estimated + sd * (2 * random.next() - 1) * 2);
  const arrival = estimated + bias + sd * gaussian(random);
  const status = { kind: 'expected', now: 0, estimated, biasError: BIAS_ERROR } as const;
  const { probability, standardError } = flightOnTime(status, deadline, ARRIVAL_ERRORS);
  const knowing = (of: ReturnType<typeof nature>): number => {
    const own = { table: [{ minutesLeft: 0, sd: of.sd }], relativeError: 0 };
    return flightOnTime({ ...status, estimated: estimated + of.bias, biasError: 0 }, deadline, own).probability;
  };
  return {
    forecast: probability,
    stated: standardError,
    truth: knowing({ bias, sd }),
    best: meanOfDraws(() => knowing(nature())),
    outcome: arrival <= deadline ? 1 : 0,
    group,
  };
}
