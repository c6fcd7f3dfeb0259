import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { Story } from '@pm-arbitrage/core/domain/news-reading.js';
import type { MarketId } from '@pm-arbitrage/core/domain/platform.js';
import { AskingPause } from '../market-matcher/advice/asking-pause.js';

/** A story that is to be read for a market. */
export interface Work {
  readonly story: Story;
  readonly market: MarketId;
}

/** How reading ended. What was not read to the end waits, and everything behind it too. */
export type WorkEnd = 'done' | 'no-money' | 'no-answer';

/** Stories that wait; the oldest go when there are more. */
const MOST_WAITING = 200;
const AT_ONCE = 2;

/** Stories in the order in which they came, two read at a time, none while money or service gave out. */
export class ReadingQueue {
  readonly #clock: Clock;
  readonly #run: (work: Work) => Promise<WorkEnd>;
  readonly #pause = new AskingPause();
  readonly #waiting: Work[] = [];
  readonly #busy = new Set<Promise<void>>();
  #stopped = false;
  #dropped = 0;
  readonly #ends = { broke: 0, failed: 0 };

  /** @param run never rejects */
  constructor(clock: Clock, run: (work: Work) => Promise<WorkEnd>) {
    this.#clock = clock;
    this.#run = run;
  }

  get counts(): {
    readonly waiting: number;
    readonly dropped: number;
    readonly broke: number;
    readonly failed: number;
  } {
    return { waiting: this.#waiting.length + this.#busy.size, dropped: this.#dropped, ...this.#ends };
  }

  add(work: Work): void {
    this.#waiting.push(work);
    if (this.#waiting.length > MOST_WAITING) {
      this.#waiting.shift();
      this.#dropped++;
    }
    this.pump();
  }

  /** Begins what can be begun now. */
  pump(): void {
    while (this.#busy.size < AT_ONCE && this.#waiting.length > 0 && !this.#stopped) {
      if (!this.#pause.isOver(this.#clock.now())) return;
      const run = this.#take(this.#waiting.shift() as Work).finally(() => {
        this.#busy.delete(run);
        this.pump();
      });
      this.#busy.add(run);
    }
  }

  /** Nothing is begun any more; resolves when what runs has ended. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#waiting.length = 0;
    await Promise.all(this.#busy);
  }

  async #take(work: Work): Promise<void> {
    const end = await this.#run(work);
    const now = this.#clock.now();
    if (end === 'done') {
      this.#pause.answered();
      return;
    }
    if (end === 'no-money') {
      this.#pause.broke(now);
      this.#ends.broke++;
    } else {
      this.#pause.failed(now);
      this.#ends.failed++;
    }
    if (!this.#stopped) this.#waiting.unshift(work);
  }
}
