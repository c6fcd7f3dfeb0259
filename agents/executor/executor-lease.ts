import { type Cancel, type Clock, sleep } from '@pm-arbitrage/core/clock/clock.js';
import type { Database } from '@pm-arbitrage/core/db/database.js';
import { acquireLease, type Lease, releaseLease } from '@pm-arbitrage/core/db/lease.js';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import type { Logger } from '@pm-arbitrage/core/log/logger.js';

const PAUSE_MS = 250;

interface LeaseRequest {
  readonly name: string;
  readonly holder: string;
  readonly ttlMs: number;
}

/** Takes or renews the lease; null while somebody else has it. `until`: ours without doubt, `clock.monotonic()` ms. */
async function takeLease(
  database: Database,
  request: LeaseRequest,
  clock: Clock,
): Promise<{ lease: Lease; until: number } | null> {
  // Counted from before the question: the answer may have been long on its way.
  const until = clock.monotonic() + request.ttlMs;
  const lease = await acquireLease(database, { ...request, now: clock.now() });
  return lease && { lease, until };
}

/**
 * The executor's lease, renewed from the moment it is ours: connecting to venues and recovering trades take longer than
 * it lasts, and orders leave on the way.
 */
export class ExecutorLease {
  readonly #parts: { database: Database; clock: Clock; log: Logger };
  readonly #request: LeaseRequest;
  #held: { lease: Lease; until: number };
  #isLost = false;
  #lost: () => Promise<void> = async () => undefined;
  readonly #stop: Cancel;

  private constructor(
    parts: { database: Database; clock: Clock; log: Logger },
    request: LeaseRequest,
    held: { lease: Lease; until: number },
  ) {
    this.#parts = parts;
    this.#request = request;
    this.#held = held;
    this.#stop = parts.clock.every(request.ttlMs / 3, () => {
      this.#renew().catch((error: unknown) =>
        parts.log.error({ error: messageOf(error) }, 'executor lease not renewed'),
      );
    });
  }

  /** Waits until the lease is ours: at once when it is free, else when the other holder ends or expires. */
  static async wait(
    parts: { database: Database; clock: Clock; log: Logger },
    request: LeaseRequest,
    onWait: () => void,
  ): Promise<ExecutorLease> {
    const { clock, database } = parts;
    for (let waited = false; ; waited = true) {
      const held = await takeLease(database, request, clock);
      if (held) return new ExecutorLease(parts, request, held);
      if (!waited) onWait();
      await sleep(clock, PAUSE_MS);
    }
  }

  get current(): Lease {
    return this.#held.lease;
  }

  /** Until when it is ours without doubt, `clock.monotonic()` ms. */
  get until(): number {
    return this.#held.until;
  }

  /** Calls back when somebody else has it, also when that came to light before. */
  async onLost(lost: () => Promise<void>): Promise<void> {
    this.#lost = lost;
    if (this.#isLost) await lost();
  }

  /** Renews it no more. */
  stop(): void {
    this.#stop();
  }

  /** Gives it up, so that a successor need not wait. */
  release(): Promise<void> {
    this.stop();
    return releaseLease(this.#parts.database, this.current);
  }

  async #renew(): Promise<void> {
    const { clock, database } = this.#parts;
    const held = await takeLease(database, this.#request, clock);
    if (held) {
      this.#held = held;
      return;
    }
    this.stop();
    this.#isLost = true;
    await this.#lost();
  }
}
