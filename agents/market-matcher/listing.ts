import type { Strike } from '@pm-arbitrage/core/domain/market.js';
import type { Platform } from '@pm-arbitrage/core/domain/platform.js';

/** What a matcher may know of a market. Any text may be empty, any field null: a pair of titles is enough to be judged. */
export interface Listing {
  readonly platform: Platform;
  /** Native id: Kalshi's ticker; Polymarket's condition id, or whatever id a file gives. */
  readonly id: string;
  readonly title: string;
  /** Which outcome of its event YES is: Kalshi's `yes_sub_title`, Polymarket's `groupItemTitle`. */
  readonly subtitle: string;
  readonly event: { readonly id: string; readonly title: string };
  readonly category: string;
  /** All rule texts, joined by blank lines. */
  readonly rules: string;
  readonly strike: Strike | null;
  /** Settlement sources as the venue names them: names or addresses. */
  readonly sources: readonly string[];
  /** Trading starts, Unix ms. */
  readonly openTime: number | null;
  /** Trading ends, nominally, Unix ms. */
  readonly closeTime: number | null;
}
