import type { OracleTick } from '@pm-arbitrage/core/domain/oracle-tick.js';
import { factOccasion } from '@pm-arbitrage/core/oracles/fact-value.js';

/** Told again after so long, ms. */
const EVERY_MS = 300_000;
const MOST = 1_000;

/**
 * Facts that are told once and stay true: published figures, final reports of a day. Channels of oracles keep nothing for
 * who comes later, so these are told again now and then, with their own times: a scanner that restarts hears of them.
 */
export class LastingFacts {
  readonly #facts = new Map<string, OracleTick>();
  #toldAt: number;

  /** @param now Unix ms */
  constructor(now: number) {
    this.#toldAt = now;
  }

  take(tick: OracleTick): void {
    if (!lasts(tick)) return;
    const key = `${tick.symbol} ${tick.source} ${tick.fact.kind} ${factOccasion(tick.fact) ?? ''}`;
    this.#facts.delete(key);
    this.#facts.set(key, tick);
    const [oldest] = this.#facts.keys();
    if (this.#facts.size > MOST && oldest !== undefined) this.#facts.delete(oldest);
  }

  /** What is to be told again now; Unix ms. */
  due(now: number): readonly OracleTick[] {
    if (now - this.#toldAt < EVERY_MS) return [];
    this.#toldAt = now;
    return [...this.#facts.values()];
  }
}

const lasts = ({ fact }: OracleTick): boolean =>
  fact.kind === 'figure' || ((fact.kind === 'maximum' || fact.kind === 'minimum') && fact.final);
