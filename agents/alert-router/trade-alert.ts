import type { Alert } from '@pm-arbitrage/core/domain/alert.js';
import type { TradeResult, TradeState } from '@pm-arbitrage/core/domain/trade.js';
import { dollars } from '@pm-arbitrage/core/money/dollars.js';
import { formatQuantity, formatUsd } from '@pm-arbitrage/core/money/money.js';

const tiers: Partial<Record<TradeState, Alert['tier']>> = {
  complete: 'routine',
  settled: 'routine',
  hedged: 'important',
  unwound: 'important',
  naked: 'emergency',
};

/** What each end is called for a person. */
const words: Partial<Record<TradeState, string>> = {
  complete: 'executed',
  settled: 'settled',
  hedged: 'filled in part, legs made equal',
  unwound: 'filled in part, sold again',
  naked: 'has unequal legs',
};

/** The alert that a trade's new state is; null for states that nobody needs to hear of. */
export function tradeAlert(result: TradeResult): Alert | null {
  const { tradeId, state, kind, strategy, reason, cost, pnl, fees, legs, at } = result;
  const tier = tiers[state];
  if (tier === undefined) return null;
  const isOver = state === 'settled' || state === 'unwound';
  const money = isOver ? `profit ${dollars(pnl)}` : `cost ${dollars(cost)}`;
  const key = `trade:${tradeId}:${state}`;
  const lines = [
    ...(reason === '' ? [] : [reason]),
    `${strategy}, fees $${formatUsd(fees)}`,
    ...legs.map(({ side, market, filled }) => `${side.toUpperCase()} ${market}: ${formatQuantity(filled)} contracts`),
  ];
  return {
    id: key,
    tier,
    kind: `trade.${state}`,
    // The executor tells of a naked trade too; the two are one alert.
    dedupeKey: state === 'naked' ? tradeId : key,
    title: `Trade ${words[state] ?? state}: ${kind}, ${money}`,
    body: lines.join('\n'),
    source: 'executor',
    at,
  };
}
