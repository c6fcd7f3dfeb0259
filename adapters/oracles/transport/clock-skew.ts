/** The best of this long counts, ms. */
const BUCKET_MS = 5_000;
/** Weight of a new bucket. */
const NEW_SHARE = 0.3;

/**
 * By how much a source's clock is ahead of ours, ms. Every message is late by its way here, never early, so of each
 * five seconds the least late one counts; these are smoothed. What is left in it is the shortest way, with its sign
 * turned: a source whose clock is right reads a little below zero.
 */
export class ClockSkew {
  #estimate: number | null = null;
  #best: number | null = null;
  #bucketFrom = 0;

  /** One message: the time it carries and the time it came, both Unix ms. */
  observe(eventTime: number, receivedAt: number): void {
    const ahead = eventTime - receivedAt;
    if (this.#best !== null && Math.abs(receivedAt - this.#bucketFrom) < BUCKET_MS) {
      this.#best = Math.max(this.#best, ahead);
      return;
    }
    if (this.#best !== null) this.#estimate = this.#smoothed(this.#best);
    this.#best = ahead;
    this.#bucketFrom = receivedAt;
  }

  /** Null before the first message. */
  get ms(): number | null {
    return this.#estimate ?? this.#best;
  }

  #smoothed(best: number): number {
    return this.#estimate === null ? best : this.#estimate + NEW_SHARE * (best - this.#estimate);
  }
}
