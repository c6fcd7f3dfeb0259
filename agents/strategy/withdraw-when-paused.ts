import type { Intention, StrategyView } from './strategy.js';

/** A strategy that may trade no more takes back what rests: an order that fills opens a position as well. */
export function withdrawWhenPaused({
  allocation,
  own,
}: Pick<StrategyView, 'allocation' | 'own'>): readonly Intention[] {
  if (allocation !== null && allocation.state !== 'paused') return [];
  return own
    .filter(({ execution, state }) => execution.style === 'rest' && (state === 'locked' || state === 'executing'))
    .map(({ tradeId }) => ({ kind: 'withdraw', tradeId, reason: 'the strategy is paused' }));
}
