import { shareOfUsd, subUsd, type Usd, usd, ZERO_USD } from '@pm-arbitrage/core/money/money.js';
import { explainShare, type ShareNumbers } from './explain-share.js';
import type { Standing } from './rank-strategies.js';
import { requireConfig } from './require-config.js';
import { shareOut } from './share-out.js';
import type { TournamentState } from './strategy-history.js';
import type { TournamentConfig } from './tournament-config.js';

/** The share of one strategy, with all that led to it. */
export interface TournamentEntry {
  readonly strategy: string;
  readonly capital: Usd;
  readonly state: TournamentState;
  readonly reason: string;
  readonly rank: number | null;
  readonly weight: number;
  /** Lower bound of the daily Sharpe ratio; null without a score. */
  readonly score: number | null;
  readonly interval: { readonly low: number; readonly high: number } | null;
}

const PPM = 1_000_000;
/** Shares are taken to the millionth, down; the addend is for shares like 0.57 that a float holds a little short. */
const part = (amount: Usd, share: number): Usd => shareOfUsd(amount, Math.floor(share * PPM + 1e-6), PPM, 'down');
const lesser = (a: Usd, b: Usd): Usd => (a < b ? a : b);

/** Whether capital is still shared alike: nobody who competes, newcomers aside, has a score. */
const isEqualStart = (standings: readonly Standing[]): boolean =>
  standings.every(({ state, score }) => state === 'newcomer' || state === 'paused' || score.kind === 'unscored');

/** The part of the window that a newcomer has behind it. */
const rampOf = ({ state, score }: Standing, windowDays: number): number =>
  state === 'newcomer' ? Math.min(1, score.days / windowDays) : 1;

/** The lower bound of the score; a paused strategy that returns begins at the minimum, its paper marks earn no more. */
function weightOf(standing: Standing, equal: boolean, ramp: number): number {
  const { state, score } = standing;
  if (state === 'paused' || score.from === 'shadow') return 0;
  if (equal && state !== 'newcomer') return 1;
  return score.kind === 'scored' ? Math.max(0, score.low) * ramp : 0;
}

/**
 * Shares the deployable part of the bankroll. Everybody who is not paused has the minimum (less, when that is more than
 * there is); the rest is shared in proportion to the lower bounds of the Sharpe ratios, none above the largest share
 * allowed; halved strategies then keep one half. What nobody has proven a claim to stays idle. A strategy without any
 * other competes with nobody and has it all. All amounts are rounded down, so their sum never exceeds what may be deployed.
 * @throws TournamentError
 */
export function reallocate(
  standings: readonly Standing[],
  bankroll: Usd,
  config: TournamentConfig,
): readonly TournamentEntry[] {
  requireConfig(config);
  const pool = part(bankroll > 0 ? bankroll : ZERO_USD, config.deployable);
  const alone = standings.length === 1;
  const cap = alone ? pool : part(pool, config.mostShare);
  const playing = standings.filter(({ state }) => state !== 'paused').length;
  const minimum =
    playing === 0 ? ZERO_USD : lesser(lesser(config.minimumBankroll, cap), shareOfUsd(pool, 1, playing, 'down'));
  const rest = subUsd(pool, usd(minimum * playing));
  const equal = alone || isEqualStart(standings);
  const ramps = standings.map((standing) => rampOf(standing, config.windowDays));
  const weights = standings.map((standing, index) => weightOf(standing, equal, ramps[index] ?? 1));
  const totalWeight = weights.reduce((sum, weight) => sum + weight, 0);
  const extras = shareOut(rest, weights, subUsd(cap, minimum));
  return standings.map((standing, index): TournamentEntry => {
    const { strategy, state, rank, score } = standing;
    const extra = extras[index] ?? ZERO_USD;
    const whole = state === 'paused' ? ZERO_USD : usd(minimum + extra);
    const capital = state === 'halved' ? shareOfUsd(whole, 1, 2, 'down') : whole;
    const weight = weights[index] ?? 0;
    const ramp = ramps[index] ?? 1;
    const numbers: ShareNumbers = { weight, totalWeight, ramp, equal, alone, minimum, rest, extra, cap, capital };
    return {
      strategy,
      capital,
      state,
      reason: explainShare(standing, numbers),
      rank,
      weight,
      score: score.kind === 'scored' ? score.low : null,
      interval: score.kind === 'scored' ? { low: score.low, high: score.high } : null,
    };
  });
}
