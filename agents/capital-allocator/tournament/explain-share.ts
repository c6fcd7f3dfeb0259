import { formatUsd, type Usd } from '@pm-arbitrage/core/money/money.js';
import type { Standing } from './rank-strategies.js';

/** The numbers behind one share. */
export interface ShareNumbers {
  readonly weight: number;
  /** Sum of all weights. */
  readonly totalWeight: number;
  /** Part of a full weight that a newcomer's days give it; 1 for everybody else. */
  readonly ramp: number;
  /** Whether all share alike because nobody has a score yet. */
  readonly equal: boolean;
  /** Whether there is no other strategy. */
  readonly alone: boolean;
  readonly minimum: Usd;
  /** Above all minimums. */
  readonly rest: Usd;
  /** What this strategy has of it. */
  readonly extra: Usd;
  readonly cap: Usd;
  readonly capital: Usd;
}

const four = (value: number): string => value.toFixed(4);

/** The score in words. */
export function sayScore({ score }: Pick<Standing, 'score'>): string {
  const where = score.from === 'shadow' ? ' on paper' : '';
  if (score.kind === 'unscored') return `no score${where} from ${score.days} days and ${score.trades} trades`;
  return (
    `daily Sharpe ${four(score.sharpe)} with standard error ${four(score.standardError)}${where} from ` +
    `${score.days} days and ${score.trades} trades, lower bound ${four(score.low)}`
  );
}

function sayWeight(standing: Standing, { weight, totalWeight, ramp, equal, alone }: ShareNumbers): string {
  if (alone && weight > 0) return 'the only strategy';
  if (equal && weight > 0) return `equal shares until there are scores: weight 1 of ${totalWeight}`;
  const young = ramp < 1 ? ` x ${four(ramp)} of the window` : '';
  const reason =
    standing.score.kind === 'scored' && standing.score.low <= 0 ? ' (a bound of 0 or less has none)' : young;
  return `weight ${four(weight)}${reason} of ${four(totalWeight)}`;
}

/** One sentence from which a person can recompute the capital. */
export function explainShare(standing: Standing, numbers: ShareNumbers): string {
  const score = sayScore(standing);
  const { minimum, rest, extra, cap, capital } = numbers;
  if (standing.state === 'paused') return `paused: ${score}`;
  const limit = minimum + extra === cap ? `, capped at ${formatUsd(cap)}` : '';
  const sum = `minimum ${formatUsd(minimum)} + ${formatUsd(extra)} of ${formatUsd(rest)}${limit}`;
  const half = standing.state === 'halved' ? `, halved${standing.bottom ? ' as a bottom performer' : ''}` : '';
  return `${score}; ${sayWeight(standing, numbers)}; ${sum}${half} = ${formatUsd(capital)}`;
}
