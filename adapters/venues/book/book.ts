import { Ladder } from './ladder.js';

/** A market's resting orders in YES terms. A NO bid at p is a YES ask at 1 − p, so two ladders hold all of it. */
export class Book {
  readonly bids = new Ladder('bids');
  readonly asks = new Ladder('asks');

  /** Someone bids at or above what someone asks: true for a moment while a venue reports a match in several messages. */
  get crossed(): boolean {
    const bid = this.bids.best;
    if (bid === undefined) return false;
    const ask = this.asks.best;
    return ask !== undefined && bid >= ask;
  }

  clear(): void {
    this.bids.clear();
    this.asks.clear();
  }
}
