import type { SealedEntry } from '@pm-arbitrage/core/audit/audit-entry.js';
import { ChainCheck } from '@pm-arbitrage/core/audit/chain-check.js';
import type { ChainPoint } from '@pm-arbitrage/core/audit/chain-point.js';
import { readChain } from '@pm-arbitrage/core/audit/read-chain.js';
import { readHead } from '@pm-arbitrage/core/audit/read-head.js';
import { unsealedEntries } from '@pm-arbitrage/core/audit/unsealed-entries.js';
import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { Database } from '@pm-arbitrage/core/db/database.js';
import type { AuditState } from '../../protocol/audit-state.js';

/** Entries of one look: some ten milliseconds of the database and of this process. */
const BATCH = 500;
/** How often it is looked while there is more to read, and when there is not, ms. */
const BEHIND_MS = 50;
const CAUGHT_UP_MS = 5_000;
/** What was in order is read again so often, because it may have been changed since, ms. */
const AGAIN_MS = 3_600_000;

/**
 * Verifies the audit chain for the page: a batch at a time, from the first entry to the last, then what is new, and once
 * an hour everything again. Looks are short and never overlap, so nobody waits for them.
 */
export class AuditWatch {
  readonly #parts: { readonly clock: Clock; readonly database: Database };
  readonly #onError: (error: unknown) => void;
  readonly #onBroken: (state: Extract<AuditState, { kind: 'broken' }>) => void;
  #chain = new ChainCheck();
  #behind: SealedEntry | null = null;
  #began = 0;
  /** What is told until this walk comes to its end. */
  #state: AuditState = { kind: 'checking', entries: 0, of: 0 };
  #cancel: () => void = () => undefined;
  #looking: Promise<void> = Promise.resolve();

  constructor(
    parts: { readonly clock: Clock; readonly database: Database },
    on: {
      readonly error: (error: unknown) => void;
      readonly broken: (state: Extract<AuditState, { kind: 'broken' }>) => void;
    },
  ) {
    this.#parts = parts;
    this.#onError = on.error;
    this.#onBroken = on.broken;
  }

  get state(): AuditState {
    return this.#state;
  }

  start(): void {
    this.#began = this.#parts.clock.now();
    this.#next(0);
  }

  async stop(): Promise<void> {
    this.#cancel();
    this.#cancel = () => undefined;
    await this.#looking;
    this.#cancel();
  }

  #next(afterMs: number): void {
    this.#cancel = this.#parts.clock.after(afterMs, () => {
      this.#looking = this.#look().then(
        (isBehind) => this.#next(isBehind ? BEHIND_MS : CAUGHT_UP_MS),
        (error: unknown) => {
          this.#onError(error);
          this.#next(CAUGHT_UP_MS);
        },
      );
    });
  }

  /** @returns whether there is more to read */
  async #look(): Promise<boolean> {
    const { clock, database } = this.#parts;
    const now = clock.now();
    if (now - this.#began >= AGAIN_MS) {
      this.#chain = new ChainCheck();
      this.#behind = null;
      this.#began = now;
    }
    const { entries, head, unsealed } = await database.snapshot(async (queries) => ({
      entries: await readChain(queries, this.#behind, BATCH),
      head: await readHead(queries),
      unsealed: await unsealedEntries(queries),
    }));
    for (const entry of entries) this.#chain.take(entry);
    this.#behind = entries.at(-1) ?? this.#behind;
    const isBehind = entries.length === BATCH;
    if (isBehind) {
      if (this.#state.kind === 'checking')
        this.#state = { kind: 'checking', entries: this.#chain.good.sequence, of: head.sequence };
      return true;
    }
    this.#conclude(head, unsealed.entries, clock.now());
    return false;
  }

  #conclude(head: ChainPoint, unsealed: number, checkedAt: number): void {
    const flaw = this.#chain.finish(head);
    if (flaw === null) {
      this.#state = { kind: 'verified', entries: head.sequence, head: head.hash, unsealed, checkedAt };
      return;
    }
    const wasBroken = this.#state.kind === 'broken';
    const { kind: what, reason, sequence } = flaw;
    const state = { kind: 'broken', entry: sequence, what, reason, checkedAt } as const;
    this.#state = state;
    if (!wasBroken) this.#onBroken(state);
    // A chain that was found broken is read anew: somebody may have restored it.
    this.#began = Number.NEGATIVE_INFINITY;
  }
}
