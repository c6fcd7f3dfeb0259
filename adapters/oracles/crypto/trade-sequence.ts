/**
 * What a trade id says: the next one; one that was seen; that `missed` trades were not seen; or that it is far ahead of all
 * others and stands alone, so that believing it would make everything after it look seen.
 */
export type Step = 'next' | 'seen' | 'wild' | { readonly missed: number };

/** Ids that began anew are this far below the last one; what a new connection repeats of the past is not. */
const ANEW = 100_000;
/** No break is so long that a market trades so often meanwhile. */
const WILD = 100_000_000;

/** Follows the consecutive ids of one market's trades. */
export class TradeSequence {
  #last: number | null = null;
  #restarted = false;
  /** A wild id; a second one after it is believed. */
  #doubted: number | null = null;

  get last(): number | null {
    return this.#last;
  }

  take(id: number): Step {
    const last = this.#last;
    const restarted = this.#restarted;
    this.#restarted = false;
    if (last === null || (restarted && id < last - ANEW)) {
      this.#last = id;
      return 'next';
    }
    if (id <= last) return 'seen';
    if (id - last > WILD && !(this.#doubted !== null && id > this.#doubted && id - this.#doubted < ANEW)) {
      this.#doubted = id;
      return 'wild';
    }
    this.#doubted = null;
    this.#last = id;
    return id === last + 1 ? 'next' : { missed: id - last - 1 };
  }

  /** A new connection after a break: should ids have begun anew meanwhile, that is taken as it comes. */
  restart(): void {
    this.#restarted = true;
  }
}
