import type { Cancel, Clock } from '@pm-arbitrage/core/clock/clock.js';

/** Frames that may wait; a source says a few a minute, so more is a bug. */
const MOST_WAITING = 512;

/** Sends texts in order, never closer together than a server allows. */
export class PacedSender {
  readonly #clock: Clock;
  readonly #spacingMs: number;
  readonly #send: (text: string) => void;
  readonly #waiting: string[] = [];
  #timer: Cancel | null = null;
  #freeAt = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock, spacingMs: number, send: (text: string) => void) {
    this.#clock = clock;
    this.#spacingMs = spacingMs;
    this.#send = send;
  }

  /** @throws RangeError when hundreds of frames wait already. */
  say(text: string): void {
    if (this.#waiting.length >= MOST_WAITING) throw new RangeError(`${MOST_WAITING} frames wait to be sent already`);
    this.#waiting.push(text);
    this.#flush();
  }

  /** Forgets what waits. */
  stop(): void {
    this.#timer?.();
    this.#timer = null;
    this.#waiting.length = 0;
  }

  #flush(): void {
    if (this.#timer !== null) return;
    const wait = this.#freeAt - this.#clock.monotonic();
    if (wait > 0) {
      this.#timer = this.#clock.after(wait, () => {
        this.#timer = null;
        this.#flush();
      });
      return;
    }
    const text = this.#waiting.shift();
    if (text === undefined) return;
    this.#freeAt = this.#clock.monotonic() + this.#spacingMs;
    this.#send(text);
    if (this.#waiting.length > 0) this.#flush();
  }
}
