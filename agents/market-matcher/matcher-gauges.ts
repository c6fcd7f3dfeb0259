import { dollars } from '@pm-arbitrage/core/metrics/dollars.js';
import { gaugeOf } from '@pm-arbitrage/core/metrics/meters.js';
import { metrics as told } from '@pm-arbitrage/core/metrics/metrics.js';
import type { Registry } from 'prom-client';
import type { BudgetState } from './advice/model-budget.js';

/** How the matcher is doing, and what the language model costs, as metrics. */
export class MatcherGauges {
  readonly #registry: Registry;
  readonly #matches;
  readonly #waiting;

  constructor(registry: Registry) {
    this.#registry = registry;
    this.#matches = gaugeOf(registry, told.matches);
    this.#waiting = gaugeOf(registry, told.marketsWaiting);
  }

  /** @param budget null where no language model is asked: then nothing is told of its cost */
  show(state: { readonly matches: number; readonly waiting: number; readonly budget: BudgetState | null }): void {
    this.#matches.set(state.matches);
    this.#waiting.set(state.waiting);
    if (state.budget === null) return;
    gaugeOf(this.#registry, told.modelCost).set(dollars(state.budget.committed));
    gaugeOf(this.#registry, told.modelBudget).set(dollars(state.budget.limit));
  }
}
