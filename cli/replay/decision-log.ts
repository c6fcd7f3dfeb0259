import { createHash } from 'node:crypto';
import { closeSync, openSync, writeSync } from 'node:fs';
import { canonicalJson } from '@pm-arbitrage/core/approval/canonical-json.js';
import type { Bus, Subscription } from '@pm-arbitrage/core/bus/bus.js';
import type { Channel } from '@pm-arbitrage/core/bus/channel.js';
import { channels } from '@pm-arbitrage/core/bus/channels.js';

/** The channels on which agents say what they decided. */
const durable: readonly Channel<never>[] = [
  channels.matchedMarkets,
  channels.allocations,
  channels.tradeRequests,
  channels.tradeApproved,
  channels.tradeRejected,
  channels.tradeResults,
  channels.commands,
  channels.alerts,
] as never;

/** Every decision of a run, a line each, in the order in which they were taken: the same run gives the same bytes. */
export class DecisionLog {
  readonly #hash = createHash('sha256');
  readonly #file: number | null;
  readonly #byChannel = new Map<string, number>();
  #subscriptions: Subscription[] = [];
  #lines = 0;

  /** @param path where the lines go; null only counts and hashes them */
  constructor(path: string | null) {
    this.#file = path === null ? null : openSync(path, 'w');
  }

  async listen(bus: Bus): Promise<void> {
    const consume = { group: 'decision-log', consumer: 'decision-log' };
    this.#subscriptions = [
      await bus.follow([channels.opportunities], (payload, { source }) => this.write('opportunities', source, payload)),
    ];
    for (const channel of durable) {
      this.#subscriptions.push(
        await bus.consume(channel, consume, async (payload, { source }) => this.write(channel.stream, source, payload)),
      );
    }
  }

  write(kind: string, source: string, payload: unknown): void {
    const line = `${canonicalJson({ kind, source, payload })}\n`;
    this.#hash.update(line);
    if (this.#file !== null) writeSync(this.#file, line);
    this.#byChannel.set(kind, (this.#byChannel.get(kind) ?? 0) + 1);
    this.#lines++;
  }

  async close(): Promise<{ lines: number; byKind: Record<string, number>; sha256: string }> {
    for (const subscription of this.#subscriptions) await subscription.close();
    if (this.#file !== null) closeSync(this.#file);
    return { lines: this.#lines, byKind: Object.fromEntries(this.#byChannel), sha256: this.#hash.digest('hex') };
  }
}
