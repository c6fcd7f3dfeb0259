import { channels } from '@pm-arbitrage/core/bus/channels.js';
import type { Queries } from '@pm-arbitrage/core/db/database.js';
import { judgedListings, marketMatches, matchEvidence } from '@pm-arbitrage/core/db/schema/schema.js';
import type { Match } from '@pm-arbitrage/core/domain/match.js';
import type { AgentContext } from '@pm-arbitrage/core/runtime/agent.js';
import { sql } from 'drizzle-orm';
import type { Decision } from './decision.js';

/** Rows of one statement. */
const ROWS = 500;

/**
 * Commits matches that changed, with what they were decided on, and says so on the bus. What could not be committed is
 * kept, in its newest form, and goes with the next ones.
 */
export class MatchReports {
  readonly #context: Pick<AgentContext, 'alert' | 'outbox'>;
  readonly #pending = new Map<string, Match>();
  readonly #decisions = new Map<string, Decision>();

  constructor(context: Pick<AgentContext, 'alert' | 'outbox'>) {
    this.#context = context;
  }

  async report(changed: readonly Match[], made: readonly Decision[] = []): Promise<void> {
    for (const match of changed) this.#pending.set(match.id, match);
    for (const decision of made) this.#decisions.set(rowKeyOf(decision), decision);
    if (this.#pending.size === 0 && this.#decisions.size === 0) return;
    const matches = [...this.#pending.values()];
    const decisions = [...this.#decisions.values()];
    await this.#context.outbox.commit(async (queries, emit) => {
      await store(queries, decisions);
      for (const match of matches) {
        const { id, kalshi, polymarket, status, confidence, updatedAt } = match;
        const row = { id, kalshi, polymarket, status, confidence, match, updatedAt };
        await queries.insert(marketMatches).values(row).onConflictDoUpdate({ target: marketMatches.id, set: row });
        emit(channels.matchedMarkets, match);
      }
    });
    for (const decision of decisions) {
      const key = rowKeyOf(decision);
      if (this.#decisions.get(key) === decision) this.#decisions.delete(key);
    }
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

/** One row for each judge of the same two texts. */
const rowKeyOf = ({ evidence: { match, by, prints } }: Decision): string =>
  JSON.stringify([match, by, prints.kalshi, prints.polymarket]);

async function store(queries: Queries, decisions: readonly Decision[]): Promise<void> {
  for (let from = 0; from < decisions.length; from += ROWS) {
    const some = decisions.slice(from, from + ROWS);
    const listings = some.flatMap(({ evidence: { prints }, kalshi, polymarket }) => [
      { print: prints.kalshi, listing: kalshi },
      { print: prints.polymarket, listing: polymarket },
    ]);
    const rows = some.map(({ evidence }) => {
      const { match, by, prints, settled, at } = evidence;
      return { match, by, kalshiPrint: prints.kalshi, polymarketPrint: prints.polymarket, settled, evidence, at };
    });
    await queries.insert(judgedListings).values(listings).onConflictDoNothing();
    const { match, by, kalshiPrint, polymarketPrint } = matchEvidence;
    await queries
      .insert(matchEvidence)
      .values(rows)
      .onConflictDoUpdate({
        target: [match, by, kalshiPrint, polymarketPrint],
        set: { settled: sql`excluded.settled`, evidence: sql`excluded.evidence`, at: sql`excluded.at` },
      });
  }
}
