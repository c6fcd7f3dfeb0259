import type { Listing } from '../listing.js';

/** Why a market of a file is not among its listings. */
export interface LeftOut {
  /** `combination` and `not-binary` are sound markets that no yes/no question of the other venue can equal. */
  readonly kind: 'malformed' | 'combination' | 'not-binary';
  /** Where it stands: "line 3", "events[2].markets[0]". */
  readonly place: string;
  readonly reason: string;
}

/** A raw market as the matcher reads it, or a sentence that says what is wrong with it. */
export type Reading = Listing | string;
