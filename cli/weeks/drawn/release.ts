import { releaseForecast } from '@pm-arbitrage/core/fair-value/events/release-forecast.js';
import type { Random } from '@pm-arbitrage/core/random/random.js';
import { gaussian } from '@pm-arbitrage/simulator/world/normal.js';
import type { Judgement } from '../judgement.js';
import { meanOfDraws } from './mean-of-draws.js';

/** Surprises that a spread is measured from: two years of months. */
const SURPRISES = 24;
const SURPRISE_SD = 0.12;
const CONSENSUS_ERROR = 0.03;

/** Whether a monthly figure of one decimal is published above a tenth near its consensus. */
export function drawRelease(random: Random, group: number): Judgement {
  const consensus = 0.1 + 0.3 * random.next();
  const mean = consensus + CONSENSUS_ERROR * gaussian(random);
  const past = Array.from({ length: SURPRISES }, () => (SURPRISE_SD * gaussian(random)) ** 2);
  const surpriseSd = Math.sqrt(past.reduce((sum, square) => sum + square, 0) / SURPRISES);
  const strike = Math.round(10 * (consensus + 0.2 * (2 * random.next() - 1))) / 10;
  const condition = { kind: 'above', strike, ties: false } as const;
  const figure = Math.round(10 * (mean + SURPRISE_SD * gaussian(random)));
  const told = { consensus, consensusError: CONSENSUS_ERROR, surpriseSd, surprises: SURPRISES };
  const { probability, standardError } = releaseForecast(told, condition, 1);
  const knowing = (consensusOf: number, sd: number): number => {
    const known = { consensus: consensusOf, consensusError: 0, surpriseSd: sd, surprises: 1e12 };
    return releaseForecast(known, condition, 1).probability;
  };
  // Who knows nothing of spreads beforehand (1/σ) holds after n surprises that σ² is their sum of squares over χ² of n.
  const spread = (): number => {
    const chiSquare = past.reduce((sum) => sum + gaussian(random) ** 2, 0);
    return surpriseSd * Math.sqrt(SURPRISES / chiSquare);
  };
  return {
    forecast: probability,
    stated: standardError,
    truth: knowing(mean, SURPRISE_SD),
    best: meanOfDraws(() => knowing(consensus + CONSENSUS_ERROR * gaussian(random), spread())),
    outcome: figure > Math.round(10 * strike) ? 1 : 0,
    group,
  };
}
