import { anAllocation, anEntry } from '@pm-arbitrage/core/allocations/testing/an-allocation.js';
import { marketId } from '@pm-arbitrage/core/domain/platform.js';
import { parseUsd, quantity, ZERO_USD } from '@pm-arbitrage/core/money/money.js';
import { Registry } from 'prom-client';
import { expect, it } from 'vitest';
import { RiskGauges } from './risk-gauges.js';
import type { Commitment, RiskState } from './risk-state.js';

const commitment = (tradeId: string, strategy: string, amount: string): Commitment => ({
  tradeId,
  strategy,
  coverId: tradeId,
  market: marketId('kalshi', tradeId),
  event: tradeId,
  platform: 'kalshi',
  side: 'yes',
  filled: quantity(0),
  amount: parseUsd(amount),
  reserved: true,
});

const state = (strategies: readonly string[], commitments: readonly Commitment[]): RiskState => ({
  cash: new Map([['kalshi', parseUsd('500.25')]]),
  equity: parseUsd('2010.5'),
  highWaterMark: parseUsd('2020'),
  dayStartEquity: parseUsd('2000'),
  day: '2026-11-21',
  pausedDay: '',
  commitments,
  tradesToday: 3,
  lastApproval: new Map(),
  allocations: anAllocation(strategies.map((strategy) => anEntry(strategy, '100'))),
  pausedVenues: new Map(),
});

it('tells equity, cash and exposure in dollars, and forgets strategies that left', async () => {
  const registry = new Registry();
  const gauges = new RiskGauges(registry);
  gauges.show(
    state(['a', 'b'], [commitment('t', 'a', '12.5'), commitment('t', 'a', '7.5'), commitment('u', 'b', '1')]),
  );
  const told = await registry.metrics();
  for (const line of [
    'pma_equity_dollars 2010.5',
    'pma_high_water_mark_dollars 2020',
    'pma_day_start_equity_dollars 2000',
    'pma_cash_dollars{platform="kalshi"} 500.25',
    'pma_cash_dollars{platform="polymarket"} 0',
    'pma_exposure_dollars{platform="kalshi"} 21',
    'pma_strategy_exposure_dollars{strategy="a"} 20',
    'pma_strategy_capital_dollars{strategy="b"} 100',
    'pma_open_trades 2',
    'pma_trades_today 3',
  ])
    expect(told.split('\n')).toContain(line);
  gauges.show({ ...state(['a'], []), equity: ZERO_USD });
  const later = await registry.metrics();
  expect(later).toContain('pma_strategy_exposure_dollars{strategy="a"} 0');
  expect(later).not.toContain('strategy="b"');
});
