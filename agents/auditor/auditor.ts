import type { ChainFlaw } from '@pm-arbitrage/core/audit/chain-flaw.js';
import { type ChainPoint, GENESIS } from '@pm-arbitrage/core/audit/chain-point.js';
import { pointText } from '@pm-arbitrage/core/audit/point-text.js';
import { ChainBrokenError, sealEntries } from '@pm-arbitrage/core/audit/seal-entries.js';
import { verifyChain } from '@pm-arbitrage/core/audit/verify-chain.js';
import type { Heartbeat } from '@pm-arbitrage/core/domain/heartbeat.js';
import { utcDayOf } from '@pm-arbitrage/core/performance/utc-day.js';
import type { AgentContext } from '@pm-arbitrage/core/runtime/agent.js';

/** Entries of one transaction. */
const BATCH = 500;

/**
 * Gives committed entries of the audit log their places in the chain, and makes the head of the chain known outside the
 * database once a day: whoever writes the whole chain anew cannot change what was told.
 */
export class Auditor {
  readonly #context: Pick<AgentContext, 'alert' | 'clock' | 'database' | 'log'>;
  #head: ChainPoint = GENESIS;
  #sealedAt: number | null = null;
  #anchoredDay: number | null = null;
  #broken: string | null = null;
  /** One thing at a time: what is asked for meanwhile is what runs. */
  #sealing: Promise<void> | null = null;
  #anchoring: Promise<void> | null = null;

  constructor(context: Pick<AgentContext, 'alert' | 'clock' | 'database' | 'log'>) {
    this.#context = context;
  }

  /** Seals everything that is committed by now. */
  seal(): Promise<void> {
    this.#sealing ??= this.#sealAll().finally(() => {
      this.#sealing = null;
    });
    return this.#sealing;
  }

  /** Verifies the chain and tells its head, unless that was done today (UTC). */
  anchorDay(): Promise<void> {
    const day = utcDayOf(this.#context.clock.now());
    if (day === this.#anchoredDay) return Promise.resolve();
    this.#anchoring ??= this.#anchor(day).finally(() => {
      this.#anchoring = null;
    });
    return this.#anchoring;
  }

  /** Seals what is left, and finishes what runs. */
  async stop(): Promise<void> {
    await this.#anchoring?.catch(() => undefined);
    await this.#sealing?.catch(() => undefined);
    await this.seal();
  }

  details(): Heartbeat['details'] {
    return {
      sealed: this.#head.sequence,
      head: this.#head.hash,
      ...(this.#sealedAt === null ? {} : { sealedAt: this.#sealedAt }),
      ...(this.#broken === null ? {} : { broken: this.#broken }),
    };
  }

  async #sealAll(): Promise<void> {
    const { clock, database } = this.#context;
    try {
      for (let full = true; full;) {
        const { head, sealed } = await sealEntries(database, clock.now(), BATCH);
        this.#head = head;
        if (sealed > 0) this.#sealedAt = clock.now();
        full = sealed === BATCH;
      }
    } catch (error) {
      if (!(error instanceof ChainBrokenError)) throw error;
      this.#tellBroken(error.message);
    }
  }

  async #anchor(day: number): Promise<void> {
    const { alert, database, log } = this.#context;
    const { flaw, good } = await verifyChain(database);
    if (flaw !== null) {
      this.#tellBroken(wordsOf(flaw));
    } else {
      const anchor = pointText(good);
      log.info({ anchor }, 'audit log verified');
      alert({
        tier: 'routine',
        kind: 'audit.anchor',
        dedupeKey: `audit.anchor:${day}`,
        title: `Audit log: ${good.sequence} entries, all in order`,
        body: `${anchor} — keep it where the database is not: audit verify --anchor ${anchor} shows whether anything up to here was written anew.`,
      });
    }
    this.#anchoredDay = day;
  }

  #tellBroken(reason: string): void {
    if (this.#broken === reason) return;
    this.#broken = reason;
    this.#context.log.error({ reason }, 'audit log broken');
    this.#context.alert({
      tier: 'critical',
      kind: 'audit.broken',
      title: 'The audit log was tampered with, or damaged',
      body: `${reason} Look with: audit verify`,
    });
  }
}

const wordsOf = ({ kind, sequence, reason }: ChainFlaw): string => `Entry ${sequence} was ${kind}: ${reason}.`;
