import { ARRIVAL_ERRORS } from '@pm-arbitrage/core/fair-value/events/arrival-parameters.js';
import { flightOnTime } from '@pm-arbitrage/core/fair-value/events/flight-on-time.js';
import { publishedFigure } from '@pm-arbitrage/core/fair-value/events/published-figure.js';
import { averageSettlement } from '@pm-arbitrage/core/fair-value/price/average-settlement.js';
import { barrierTouch } from '@pm-arbitrage/core/fair-value/price/barrier-touch.js';
import { priceAtExpiry } from '@pm-arbitrage/core/fair-value/price/price-at-expiry.js';
import type { PriceView } from '@pm-arbitrage/core/fair-value/price/price-view.js';
import { upOrDown } from '@pm-arbitrage/core/fair-value/price/up-or-down.js';
import { baseballGame } from '@pm-arbitrage/core/fair-value/sports/baseball-game.js';
import { goalGame } from '@pm-arbitrage/core/fair-value/sports/goal-game.js';
import { goalSports } from '@pm-arbitrage/core/fair-value/sports/goal-sports.js';
import { leadMotion } from '@pm-arbitrage/core/fair-value/sports/lead-motion.js';
import { leadSports } from '@pm-arbitrage/core/fair-value/sports/lead-sports.js';
import { dailyMaximum } from '@pm-arbitrage/core/fair-value/temperature/daily-maximum.js';
import { uncertainMaximum } from '@pm-arbitrage/core/fair-value/temperature/uncertain-maximum.js';
import { uncertainMinimum } from '@pm-arbitrage/core/fair-value/temperature/uncertain-minimum.js';
import type { Estimate } from '@pm-arbitrage/core/fair-value/estimate.js';
import { processorTime } from './processor-time.js';

export interface ValueRate {
  readonly model: string;
  /** Evaluations a second of processor time, all errors of the inputs given. */
  readonly perSecond: number;
  readonly microseconds: number;
}

/** How long each model is measured, and warmed up before, ms of processor time: others may use the machine meanwhile. */
const MEASURED_MS = 500;
const WARM_MS = 300;

/** Inputs differ from one evaluation to the next, so that nothing is taken from a cache or folded away. */
const view = (turn: number): PriceView => ({
  price: 84_000 + (turn % 200),
  volatility: 0.45,
  volatilityError: 0.1,
  basis: { mean: 1, sd: 3 },
  secondsLeft: 900,
});
const above = { kind: 'above', strike: 84_250, ties: false } as const;
const between = { kind: 'between', low: 84_000, high: 84_250, lowTies: true, highTies: false } as const;
const rest = (turn: number) => ({ mean: 74 + (turn % 10) / 10, sd: 1.5, meanError: 0.5, sdError: 0.15 });
const extremes = [
  { value: 75, probability: 0.6 },
  { value: 76, probability: 0.35 },
  { value: 77, probability: 0.05 },
];
const sixty = { prints: 60, spacing: 1, seen: 0, seenMean: 0, seenError: 0, modelError: 0 };
const touch = (turn: number, monitoring: 'continuous' | 'trimmed-minutes') =>
  barrierTouch(view(turn), { side: 'up', level: 84_300, touched: false, monitoring: { kind: monitoring } });
const strength = { margin: 3, marginError: 1.5, sdError: 0.06 };

const models: readonly (readonly [string, (turn: number) => Estimate])[] = [
  ['above at expiry', (turn) => priceAtExpiry(view(turn), above)],
  ['between at expiry', (turn) => priceAtExpiry(view(turn), between)],
  ["above, Student's t", (turn) => priceAtExpiry(view(turn), above, { tail: { kind: 'student', degrees: 4 } })],
  ['up or down', (turn) => upOrDown(view(turn), 84_000, 'up')],
  ['barrier touch', (turn) => touch(turn, 'continuous')],
  ['barrier touch by minutes', (turn) => touch(turn, 'trimmed-minutes')],
  ['average of sixty prints', (turn) => averageSettlement(view(turn), sixty, above, null)],
  ['daily maximum, by forecast', (turn) => dailyMaximum({ from: 72, to: 73 }, rest(turn))],
  ['daily maximum, so far', (turn) => uncertainMaximum({ from: 76, to: 77 }, extremes, rest(turn))],
  ['daily minimum, so far', (turn) => uncertainMinimum({ from: 72, to: 73 }, extremes, rest(turn))],
  [
    'game, by leads',
    (turn) =>
      leadMotion(leadSports.nfl, { lead: turn % 14, secondsLeft: 900, overtime: false, drawPossible: true }, strength)
        .home,
  ],
  [
    'game, by goals',
    (turn) => goalGame(goalSports.nhl, { lead: turn % 3, shareLeft: 0.4 }, { home: 3.2, away: 2.9, error: 0.12 }).home,
  ],
  [
    'game, by innings',
    (turn) =>
      baseballGame(
        { lead: turn % 3, inning: 6, half: 'top', outs: 1, bases: '1--', extraRunner: true },
        { home: 4.6, away: 4.3, error: 0.1 },
      ).home,
  ],
  [
    'published figure',
    (turn) =>
      publishedFigure(
        { value: (turn % 9) / 10, revisionSd: 0.05, misread: 0.0005 },
        { kind: 'above', strike: 0.2, ties: false },
        1,
        { probability: 0.5, standardError: 0.5 },
      ),
  ],
  [
    'flight on its way',
    (turn) => flightOnTime({ kind: 'expected', now: 0, estimated: 60 + (turn % 20), biasError: 2 }, 75, ARRIVAL_ERRORS),
  ],
];

/** How many contracts a second of a processor values, by model. */
export const measureValueRates = (): readonly ValueRate[] =>
  models.map(([model, evaluate]) => {
    run(evaluate, WARM_MS);
    const { count, ms } = run(evaluate, MEASURED_MS);
    return { model, perSecond: (count * 1_000) / ms, microseconds: (ms * 1_000) / count };
  });

function run(evaluate: (turn: number) => Estimate, least: number): { readonly count: number; readonly ms: number } {
  const elapsed = processorTime();
  let count = 0;
  let sum = 0;
  let ms = 0;
  while (ms < least) {
    for (let turn = 0; turn < 20; turn++) sum += evaluate(count + turn).probability;
    count += 20;
    ms = elapsed();
  }
  // What nobody looks at need not be computed.
  if (!(sum >= 0)) throw new Error('a model answered no probability');
  return { count, ms };
}
