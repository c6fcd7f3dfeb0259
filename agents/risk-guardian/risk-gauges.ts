import { type Platform, platforms } from '@pm-arbitrage/core/domain/platform.js';
import { dollars } from '@pm-arbitrage/core/metrics/dollars.js';
import { gaugeOf } from '@pm-arbitrage/core/metrics/meters.js';
import { metrics as told } from '@pm-arbitrage/core/metrics/metrics.js';
import { ZERO_USD } from '@pm-arbitrage/core/money/money.js';
import type { Registry } from 'prom-client';
import { committed, type RiskState } from './risk-state.js';

/** What the guardian knows of the account, as metrics. */
export class RiskGauges {
  readonly #of;

  constructor(registry: Registry) {
    this.#of = {
      equity: gaugeOf(registry, told.equity),
      highWaterMark: gaugeOf(registry, told.highWaterMark),
      dayStart: gaugeOf(registry, told.dayStartEquity),
      cash: gaugeOf(registry, told.cash),
      exposure: gaugeOf(registry, told.exposure),
      strategyExposure: gaugeOf(registry, told.strategyExposure),
      strategyCapital: gaugeOf(registry, told.strategyCapital),
      openTrades: gaugeOf(registry, told.openTrades),
      tradesToday: gaugeOf(registry, told.tradesToday),
    };
  }

  show(state: RiskState): void {
    const { allocations, cash, commitments } = state;
    this.#of.equity.set(dollars(state.equity));
    this.#of.highWaterMark.set(dollars(state.highWaterMark));
    this.#of.dayStart.set(dollars(state.dayStartEquity));
    this.#of.openTrades.set(new Set(commitments.map(({ tradeId }) => tradeId)).size);
    this.#of.tradesToday.set(state.tradesToday);
    const at = (platform: Platform) => committed(state, (one) => one.platform === platform);
    for (const platform of platforms) {
      this.#of.cash.set({ platform }, dollars(cash.get(platform) ?? ZERO_USD));
      this.#of.exposure.set({ platform }, dollars(at(platform)));
    }
    // A strategy that left the roster leaves the charts.
    this.#of.strategyExposure.reset();
    this.#of.strategyCapital.reset();
    for (const { strategy, capital } of allocations?.entries ?? []) {
      this.#of.strategyCapital.set({ strategy }, dollars(capital));
      this.#of.strategyExposure.set({ strategy }, dollars(committed(state, (one) => one.strategy === strategy)));
    }
  }
}
