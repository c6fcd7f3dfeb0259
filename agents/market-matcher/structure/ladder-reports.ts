import { channels } from '@pm-arbitrage/core/bus/channels.js';
import { marketLadders } from '@pm-arbitrage/core/db/schema/schema.js';
import type { Ladder } from '@pm-arbitrage/core/domain/ladder.js';
import type { MarketId } from '@pm-arbitrage/core/domain/platform.js';
import type { AgentContext } from '@pm-arbitrage/core/runtime/agent.js';

/**
 * Commits ladders that changed and says so on the bus, and tells of markets whose texts changed. What could not be
 * committed is kept, in its newest form, and goes with the next ones.
 */
export class LadderReports {
  readonly #context: Pick<AgentContext, 'alert' | 'outbox'>;
  readonly #pending = new Map<string, Ladder>();
  /** As they were told last. */
  readonly #told: Map<string, Ladder>;

  /** @param stored the ladders that earlier lives told */
  constructor(context: Pick<AgentContext, 'alert' | 'outbox'>, stored: readonly Ladder[]) {
    this.#context = context;
    this.#told = new Map(stored.map((ladder) => [ladder.id, ladder]));
  }

  async report(changed: readonly Ladder[]): Promise<void> {
    for (const ladder of changed) this.#pending.set(ladder.id, ladder);
    if (this.#pending.size === 0) return;
    const ladders = [...this.#pending.values()];
    await this.#context.outbox.commit(async (queries, emit) => {
      for (const ladder of ladders) {
        const row = { id: ladder.id, ladder, updatedAt: ladder.updatedAt };
        await queries.insert(marketLadders).values(row).onConflictDoUpdate({ target: marketLadders.id, set: row });
        emit(channels.ladders, ladder);
      }
    });
    for (const ladder of ladders) {
      if (this.#pending.get(ladder.id) === ladder) this.#pending.delete(ladder.id);
      const before = this.#told.get(ladder.id)?.rungs ?? [];
      this.#told.set(ladder.id, ladder);
      for (const { market } of before) if (ladder.dropped.includes(market)) this.#alert(market, ladder);
    }
  }

  #alert(market: MarketId, { id, rungs }: Ladder): void {
    this.#context.alert({
      tier: 'important',
      kind: 'ladder.dropped',
      title: `Rules changed: ${market}`,
      body: `It is no longer traded together with the ${rungs.length} other markets of ${id}. Its matches wait for a review.`,
      dedupeKey: market,
    });
  }
}
