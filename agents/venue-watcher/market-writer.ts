import { channels } from '@pm-arbitrage/core/bus/channels.js';
import { markets } from '@pm-arbitrage/core/db/schema/schema.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { MarketId, Platform } from '@pm-arbitrage/core/domain/platform.js';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import { marketRow } from '@pm-arbitrage/core/markets/market-row.js';
import type { AgentContext } from '@pm-arbitrage/core/runtime/agent.js';
import { sql } from 'drizzle-orm';

const RETRY_MS = 1_000;
/** Rows of one insert: a first listing has tens of thousands of markets. */
const BATCH = 200;

/**
 * Writes markets to the database and reports them, the newest state of each. Markets that arrive while a batch is
 * being written wait for the next one; a batch that failed is tried again.
 */
export class MarketWriter {
  readonly #context: Pick<AgentContext, 'clock' | 'log' | 'outbox'>;
  readonly #platform: Platform;
  readonly #waiting = new Map<MarketId, Market>();
  #writing: Promise<void> | null = null;

  constructor(context: Pick<AgentContext, 'clock' | 'log' | 'outbox'>, platform: Platform) {
    this.#context = context;
    this.#platform = platform;
  }

  put(market: Market): void {
    this.#waiting.set(market.id, market);
    this.#writing ??= this.#drain();
  }

  /** Resolves when everything that was put is written, or the last attempt failed. */
  async idle(): Promise<void> {
    await this.#writing;
  }

  async #drain(): Promise<void> {
    // Whatever arrives in this turn of the event loop shares the batch.
    await Promise.resolve();
    while (this.#waiting.size > 0) {
      const batch = [...this.#waiting.values()].slice(0, BATCH);
      for (const market of batch) this.#waiting.delete(market.id);
      try {
        await this.#write(batch);
      } catch (error) {
        this.#context.log.warn({ error: messageOf(error), markets: batch.length }, 'markets not written; trying again');
        for (const market of batch) if (!this.#waiting.has(market.id)) this.#waiting.set(market.id, market);
        this.#context.clock.after(RETRY_MS, () => {
          this.#writing ??= this.#drain();
        });
        break;
      }
    }
    this.#writing = null;
  }

  async #write(batch: readonly Market[]): Promise<void> {
    const channel = channels.markets(this.#platform);
    await this.#context.outbox.commit(async (queries, emit) => {
      await queries
        .insert(markets)
        .values(batch.map(marketRow))
        .onConflictDoUpdate({
          target: markets.id,
          set: {
            event: sql`excluded.event`,
            title: sql`excluded.title`,
            status: sql`excluded.status`,
            closeTime: sql`excluded.close_time`,
            yesPayout: sql`excluded.yes_payout`,
            market: sql`excluded.market`,
            updatedAt: sql`excluded.updated_at`,
          },
        });
      for (const market of batch) emit(channel, market);
    });
  }
}
