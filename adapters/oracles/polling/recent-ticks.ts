import type { OracleTick } from '@pm-arbitrage/core/domain/oracle-tick.js';
import { factOccasion } from '@pm-arbitrage/core/oracles/fact-value.js';

const MOST = 4_000;

/** Remembers what was told last of each quantity, so that a poll that finds nothing new tells nothing. */
export class RecentTicks {
  readonly #last = new Map<string, string>();

  /** Takes a tick. @returns whether it says something that was not said before. */
  isNews({ symbol, source, fact, unit, eventTime, quality, uncertainty }: OracleTick): boolean {
    const own = fact.kind === 'headline' ? fact.id : (factOccasion(fact) ?? '');
    const key = `${symbol} ${source} ${fact.kind} ${own}`;
    const said = JSON.stringify([fact, unit, eventTime, quality, uncertainty]);
    if (this.#last.get(key) === said) return false;
    this.#last.delete(key);
    this.#last.set(key, said);
    const [oldest] = this.#last.keys();
    if (this.#last.size > MOST && oldest !== undefined) this.#last.delete(oldest);
    return true;
  }

  clear(): void {
    this.#last.clear();
  }
}
