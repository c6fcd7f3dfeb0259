import { channels } from '@pm-arbitrage/core/bus/channels.js';
import { marketMatches } from '@pm-arbitrage/core/db/schema/schema.js';
import type { Match } from '@pm-arbitrage/core/domain/match.js';
import type { AgentContext } from '@pm-arbitrage/core/runtime/agent.js';

/**
 * Commits matches that changed and says so on the bus. What could not be committed is kept, in its newest form, and
 * goes with the next ones.
 */
export class MatchReports {
  readonly #context: Pick<AgentContext, 'alert' | 'outbox'>;
  readonly #pending = new Map<string, Match>();

  constructor(context: Pick<AgentContext, 'alert' | 'outbox'>) {
    this.#context = context;
  }

  async report(changed: readonly Match[]): Promise<void> {
    for (const match of changed) this.#pending.set(match.id, match);
    if (this.#pending.size === 0) return;
    const matches = [...this.#pending.values()];
    await this.#context.outbox.commit(async (queries, emit) => {
      for (const match of matches) {
        const { id, kalshi, polymarket, status, confidence, updatedAt } = match;
        const row = { id, kalshi, polymarket, status, confidence, match, updatedAt };
        await queries.insert(marketMatches).values(row).onConflictDoUpdate({ target: marketMatches.id, set: row });
        emit(channels.matchedMarkets, match);
      }
    });
    for (const match of matches) {
      if (this.#pending.get(match.id) === match) this.#pending.delete(match.id);
      if (match.status !== 'suspended') continue;
      this.#context.alert({
        tier: 'important',
        kind: 'match.suspended',
        title: `Match suspended: ${match.id}`,
        body: match.reason,
        dedupeKey: match.id,
      });
    }
  }
}
