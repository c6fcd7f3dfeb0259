import type { StrategyScore } from '@pm-arbitrage/core/domain/strategy-score.js';
import { nextState } from './next-state.js';
import { requireConfig } from './require-config.js';
import { scoreStrategy } from './score-strategy.js';
import type { TournamentInput, TournamentState } from './strategy-history.js';
import type { TournamentConfig } from './tournament-config.js';
import { TournamentError } from './tournament-error.js';

/** A strategy in the ranking. */
export interface Standing {
  readonly strategy: string;
  /** 1 is best; equal bounds share a rank. null without a score, or paused. */
  readonly rank: number | null;
  readonly score: StrategyScore;
  /** Whether it is among the bottom performers. */
  readonly bottom: boolean;
  /** Before, null if never allocated; and from now on. */
  readonly before: TournamentState | null;
  readonly state: TournamentState;
}

const lowOf = ({ score }: { readonly score: StrategyScore }): number =>
  score.kind === 'scored' ? score.low : Number.NEGATIVE_INFINITY;

function requireInput({ mode, strategies }: TournamentInput): void {
  const names = new Set(strategies.map(({ strategy }) => strategy));
  if (names.size !== strategies.length) {
    throw new TournamentError('tournament.strategy', 'a strategy stands twice in the tournament');
  }
  for (const history of strategies) {
    if (history.mode !== mode) {
      throw new TournamentError('tournament.mode', `${history.strategy} is marked in ${history.mode}, not ${mode}`, {
        strategy: history.strategy,
        mode,
      });
    }
  }
}

/**
 * Scores all strategies, ranks those that compete by the lower bound of their Sharpe ratio and decides their next states.
 * Best first, then by name; the order of the input does not matter.
 * @throws TournamentError
 */
export function rankStrategies(input: TournamentInput, config: TournamentConfig): readonly Standing[] {
  requireConfig(config);
  requireInput(input);
  const opening = input.strategies.every(({ state }) => state === null);
  const scored = input.strategies.map((history) => ({ history, score: scoreStrategy(history, input.at, config) }));
  const competing = scored.filter(({ history, score }) => history.state !== 'paused' && score.kind === 'scored');
  const safe = competing.length - Math.floor(competing.length * config.bottomShare);
  return scored
    .map(({ history, score }): Standing => {
      const competes = history.state !== 'paused' && score.kind === 'scored';
      const better = competing.filter((other) => lowOf(other) > lowOf({ score })).length;
      const bottom = competes && better >= safe;
      const { strategy, state } = history;
      return {
        strategy,
        rank: competes ? better + 1 : null,
        score,
        bottom,
        before: state,
        state: nextState({ state, score, bottom, opening }, config),
      };
    })
    .sort(
      (a, b) =>
        (a.rank ?? Number.POSITIVE_INFINITY) - (b.rank ?? Number.POSITIVE_INFINITY) ||
        (a.strategy < b.strategy ? -1 : 1),
    );
}
