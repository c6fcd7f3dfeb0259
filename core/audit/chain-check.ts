import type { SealedEntry } from './audit-entry.js';
import type { ChainFlaw } from './chain-flaw.js';
import { type ChainPoint, GENESIS } from './chain-point.js';
import { entryHash } from './entry-hash.js';

/**
 * Checks a chain entry by entry, in the order of their places, at constant memory: `take` each, then `finish` with the
 * head. Pure. The first flaw is reported; what follows it is only looked at to tell what was done there.
 */
export class ChainCheck {
  /** The last place up to which everything is in order, the one before it, and the row that stands there. */
  #good: ChainPoint;
  #before: ChainPoint | null = null;
  #last: SealedEntry | null = null;
  /** The first entry that does not fit, and how far behind it the one stands that would. */
  #suspect: SealedEntry | null = null;
  #seenBehind = 0;
  #successorBehind: number | null = null;
  #flaw: ChainFlaw | null = null;

  constructor(from: ChainPoint = GENESIS) {
    this.#good = from;
  }

  /** Up to where everything is in order. */
  get good(): ChainPoint {
    return this.#good;
  }

  /** Whether something is wrong already; `finish` says what. */
  get isBroken(): boolean {
    return this.#suspect !== null || this.#flaw !== null;
  }

  take(entry: SealedEntry): void {
    if (this.#flaw !== null) return;
    if (this.#suspect !== null) {
      this.#seenBehind++;
      if (entry.previous === this.#good.hash) this.#successorBehind ??= this.#seenBehind;
      return;
    }
    const { sequence, hash } = this.#good;
    const isNext = entry.sequence === sequence + 1;
    if (isNext && entry.previous === hash && wasSealedAt(entry, sequence + 1)) {
      this.#before = this.#good;
      this.#good = { sequence: entry.sequence, hash: entry.hash };
      this.#last = entry;
    } else if (entry.previous === this.#before?.hash && wasSealedAt(entry, sequence)) {
      this.#flaw = this.#ofLast('inserted', 'another entry was sealed at this place');
    } else if (this.#last !== null && isNext && wasSealedAt(entry, entry.sequence)) {
      // Whole in itself and behind another: the entry before it was forged together with its hash.
      this.#flaw = this.#ofLast('altered', 'the entry after it was sealed behind another');
    } else {
      this.#suspect = entry;
    }
  }

  /** @param head the last entry that was sealed, as it is noted apart from the log @returns null: all is in order */
  finish(head: ChainPoint): ChainFlaw | null {
    if (this.#flaw !== null) return this.#flaw;
    const { sequence, hash } = this.#good;
    if (this.#suspect !== null) return this.#judge(this.#suspect, head);
    if (sequence > head.sequence)
      return this.#ofLast('inserted', `only ${head.sequence} entries were ever sealed`, head.sequence + 1);
    if (sequence < head.sequence)
      return { kind: 'removed', sequence: sequence + 1, id: null, reason: `${head.sequence} entries were sealed` };
    return hash === head.hash ? null : this.#ofLast('altered', 'the head of the log names another hash');
  }

  #ofLast(kind: ChainFlaw['kind'], reason: string, sequence = this.#good.sequence): ChainFlaw {
    const id = this.#last?.sequence === sequence ? this.#last.id : null;
    return { kind, sequence, id, reason };
  }

  #judge(entry: SealedEntry, head: ChainPoint): ChainFlaw {
    const place = this.#good.sequence + 1;
    const wasLater = wasSealedAt(entry, entry.sequence > place ? entry.sequence : place + 1);
    const here = (kind: ChainFlaw['kind'], reason: string): ChainFlaw => ({
      kind,
      sequence: place,
      id: entry.id,
      reason,
    });
    if (place > head.sequence) return here('inserted', `only ${head.sequence} entries were ever sealed`);
    if (this.#successorBehind === 1 && !wasLater)
      return here('inserted', 'the entry of this place stands right behind it');
    if (this.#successorBehind !== null)
      return here('swapped', `the entry of this place stands ${this.#successorBehind} further on`);
    // Either the gap is still there, or everything was moved up to close it.
    if (entry.sequence > place || wasLater)
      return { kind: 'removed', sequence: place, id: null, reason: 'what stands here was sealed at a later place' };
    return here('altered', 'its words do not belong to its hash, or it follows another entry than the one before it');
  }
}

/** Whether its hash is the one it would have been given at that place. */
const wasSealedAt = (entry: SealedEntry, sequence: number): boolean =>
  entryHash(sequence, entry.previous, entry) === entry.hash;
