import { opportunities } from '@pm-arbitrage/core/db/schema/schema.js';
import type { Opportunity } from '@pm-arbitrage/core/domain/opportunity.js';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import type { AgentContext } from '@pm-arbitrage/core/runtime/agent.js';

const MOST_WAITING = 5_000;

/**
 * Keeps opportunities for later questions, in batches and off the hot path. History only: when the database is away the
 * newest are kept, the oldest forgotten, and trading does not wait.
 */
export class OpportunityStore {
  readonly #context: Pick<AgentContext, 'database' | 'log'>;
  #waiting: Opportunity[] = [];
  #forgotten = 0;

  constructor(context: Pick<AgentContext, 'database' | 'log'>) {
    this.#context = context;
  }

  /** Opportunities that could not be kept. */
  get forgotten(): number {
    return this.#forgotten;
  }

  add(found: readonly Opportunity[]): void {
    this.#waiting.push(...found);
    const excess = this.#waiting.length - MOST_WAITING;
    if (excess > 0) {
      this.#waiting.splice(0, excess);
      this.#forgotten += excess;
    }
  }

  async flush(): Promise<void> {
    if (this.#waiting.length === 0) return;
    const batch = this.#waiting;
    this.#waiting = [];
    try {
      await this.#context.database.queries
        .insert(opportunities)
        .values(
          batch.map((opportunity) => ({
            id: opportunity.id,
            coverId: opportunity.coverId,
            kind: opportunity.kind,
            quantity: opportunity.quantity,
            totalCost: opportunity.totalCost,
            netProfit: opportunity.netProfit,
            roi: opportunity.roi,
            suspicious: opportunity.suspicious,
            opportunity,
            detectedAt: opportunity.detectedAt,
          })),
        )
        .onConflictDoNothing();
    } catch (error) {
      this.#context.log.warn({ error: messageOf(error), opportunities: batch.length }, 'opportunities not stored');
      this.add(batch);
    }
  }
}
