import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import { type Platform, platforms } from '@pm-arbitrage/core/domain/platform.js';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import type { TradingVenue } from '@pm-arbitrage/core/ports/trading-venue.js';

/** What the kill switch needs of a venue. */
export type CancellingVenue = Pick<TradingVenue, 'cancelAll' | 'close'>;

/** What a venue said to the order to cancel everything. */
export interface VenueAnswer {
  readonly platform: Platform;
  /** Orders that rested and are gone; null when the venue did not confirm. */
  readonly cancelled: number | null;
  /** Time from the order to the confirmation, or to giving up, ms. */
  readonly afterMs: number;
  /** Why it did not confirm, in words that say what to do; null when it did. */
  readonly problem: string | null;
}

/**
 * Has both venues cancel every resting order of the account, without bus, database or swarm. Never throws: a venue that
 * cannot be opened or does not confirm is an answer too.
 */
export function cancelAtVenues(
  open: (platform: Platform) => Promise<CancellingVenue>,
  clock: Clock,
): Promise<readonly VenueAnswer[]> {
  const since = clock.monotonic();
  const ask = async (platform: Platform): Promise<VenueAnswer> => {
    const answered = () => Math.round(clock.monotonic() - since);
    let venue: CancellingVenue | undefined;
    try {
      venue = await open(platform);
      return { platform, cancelled: await venue.cancelAll(), afterMs: answered(), problem: null };
    } catch (error) {
      return { platform, cancelled: null, afterMs: answered(), problem: messageOf(error) };
    } finally {
      await venue?.close().catch(() => undefined);
    }
  };
  return Promise.all(platforms.map(ask));
}
