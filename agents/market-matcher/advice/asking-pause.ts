/** Pause when the day's money does not suffice, ms: settled costs may free some, and the next day does. */
const BROKE_MS = 900_000;
const DAY_MS = 86_400_000;
/** First and longest pause after the service failed, ms. */
const FAILED_MS = 60_000;
const FAILED_LONGEST_MS = 3_600_000;

/** When to ask again after the money or the service gave out. All times Unix ms. */
export class AskingPause {
  #until = 0;
  #failures = 0;

  isOver(now: number): boolean {
    return now >= this.#until;
  }

  /** Until some money may be free again, at the latest until the next UTC day. */
  broke(now: number): void {
    this.#until = Math.max(this.#until, now + Math.min(BROKE_MS, DAY_MS - (now % DAY_MS)));
  }

  /** Twice as long with each failure in a row; those that come together are one. */
  failed(now: number): void {
    if (!this.isOver(now)) return;
    this.#until = now + Math.min(FAILED_LONGEST_MS, FAILED_MS * 2 ** this.#failures);
    this.#failures = Math.min(this.#failures + 1, 16);
  }

  answered(): void {
    this.#failures = 0;
  }
}
