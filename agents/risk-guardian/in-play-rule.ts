import { type Breach, breach } from './breach.js';
import type { Proposal } from './rules.js';

/**
 * While a game or a short window of a price runs, only what two independent sources agree on is traded, and where what the
 * books show can be had at once. It holds for riskless trades too: one leg of them may be filled by who has seen the score.
 * Games are traded only where that is wanted, and never to rest: people at them know before any feed. Of a price nobody knows
 * before its feeds, so a window needs the two flags alone.
 */
export function inPlay({ request, config }: Proposal): Breach | null {
  const { fair, inPlay: running } = request.opportunity;
  if (!running && fair?.live !== true) return null;
  const isGame = running?.window !== true || (fair?.live === true && fair.window !== true);
  if (isGame && !config.trading.inPlay) return breach('in-play', 'not while it runs', 'running', 'its game runs');
  if (!running?.confident) return breach('in-play', 'two sources that agree', 'fewer', 'how it stands is not certain');
  if (!running.executable)
    return breach('in-play', 'orders worked at once', 'not so', 'what its books show cannot be had at once');
  return isGame && request.execution.style === 'rest'
    ? breach('in-play', 'at once', 'resting', 'what rests while it runs is taken by who has seen the score')
    : null;
}
