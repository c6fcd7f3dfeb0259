import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';

const withCommas = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** How far recorded time was lived through, for whoever waits: nobody knows the length of a recording before its end. */
export class InputsSeen {
  #count = 0;
  #at = 0;
  readonly #clock: Clock;
  /** When the first came: what was opened before it is no measure of what follows. */
  #startedAt = 0;

  constructor(clock: Clock = systemClock) {
    this.#clock = clock;
  }

  /** One more input was given to the agents. @param at its recorded time, Unix ms */
  readonly take = (at: number): void => {
    if (this.#count++ === 0) this.#startedAt = this.#clock.monotonic();
    this.#at = at;
  };

  readonly describe = (): string | null => {
    if (this.#count === 0) return null;
    const perSecond = this.#count / ((this.#clock.monotonic() - this.#startedAt) / 1_000);
    const until = new Date(this.#at).toISOString().slice(0, 19).replace('T', ' ');
    return `${withCommas.format(this.#count)} inputs, until ${until} of recorded time, ${withCommas.format(perSecond)} a second`;
  };
}
