import { type Clock, sleep } from '@pm-arbitrage/core/clock/clock.js';

export type Update = Readonly<Record<string, unknown>> & { readonly update_id: number };

/** What happened in the chats, until the bot has confirmed it by asking for what comes after. */
export class Updates {
  readonly #clock: Clock;
  #waiting: Update[] = [];
  #nextId = 1_000;
  /** The poll that is open now. */
  #poll: AbortController | null = null;
  #arrived: () => void = () => undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  add(update: Readonly<Record<string, unknown>>): number {
    const id = this.#nextId++;
    this.#waiting.push({ ...update, update_id: id });
    this.#arrived();
    return id;
  }

  /** Sends one again under its old id, as happens when a confirmation is lost. */
  repeat(update: Update): void {
    this.#waiting.push(update);
    this.#arrived();
  }

  /** @returns null where a second poll ended this one. */
  async poll(offset: number, timeoutS: number): Promise<readonly Update[] | null> {
    this.#waiting = this.#waiting.filter(({ update_id }) => update_id >= offset);
    this.#poll?.abort();
    const mine = new AbortController();
    this.#poll = mine;
    if (this.#waiting.length === 0 && timeoutS > 0) {
      const arrived = new Promise<void>((resolve) => {
        this.#arrived = resolve;
      });
      await Promise.race([arrived, sleep(this.#clock, timeoutS * 1_000, mine.signal)]);
    }
    if (mine.signal.aborted) return null;
    return this.#waiting.slice(0, 100);
  }
}
