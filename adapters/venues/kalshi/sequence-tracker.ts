/** What a sequence number says: the next one, the first of a stream, or a jump. */
export type SequenceStep = 'first' | 'next' | 'jump';

/**
 * Follows `seq` per subscription. One number counts over all markets and all numbered frames of a sid (kalshi.md
 * §13.6), so a jump means that some market of that sid lost a frame, not which.
 */
export class SequenceTracker {
  readonly #last = new Map<number, { seq: number }>();
  /** Frames come in runs of one sid; the last entry saves the lookup. */
  #sid = -1;
  #entry: { seq: number } = { seq: 0 };

  /** Takes the number of an arrived frame. After a jump it counts on from that number. */
  step(sid: number, seq: number): SequenceStep {
    let entry = this.#entry;
    if (sid !== this.#sid) {
      const known = this.#last.get(sid);
      entry = known ?? { seq };
      if (!known) this.#last.set(sid, entry);
      this.#sid = sid;
      this.#entry = entry;
      if (!known) return 'first';
    }
    const step = seq === entry.seq + 1 ? 'next' : 'jump';
    entry.seq = seq;
    return step;
  }

  /** The last number of a sid; null when it has none yet. */
  last(sid: number): number | null {
    return this.#last.get(sid)?.seq ?? null;
  }

  /** A new subscription starts its own count. */
  forget(sid: number): void {
    this.#last.delete(sid);
    this.#sid = -1;
  }

  /** A new connection has new sids. */
  clear(): void {
    this.#last.clear();
    this.#sid = -1;
  }
}
