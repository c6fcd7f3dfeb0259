import type { Market } from '@pm-arbitrage/core/domain/market.js';

/** A state of a market and when it began, Unix ms. */
export interface MarketMoment {
  readonly at: number;
  readonly market: Market;
}

/**
 * The life of a market from a listing that was fetched after its end: open from its opening, closed at its close, paid
 * when the venue paid. Nothing is known before its time.
 * @param settledAt when the venue paid, Unix ms; null where the listing does not say
 */
export function marketMoments(market: Market, settledAt: number | null): readonly MarketMoment[] {
  const { openTime, closeTime, yesPayout } = market;
  const opened = openTime ?? 0;
  const moments: MarketMoment[] = [
    { at: opened, market: { ...market, status: 'open', yesPayout: null, updatedAt: opened } },
    { at: closeTime, market: { ...market, status: 'closed', yesPayout: null, updatedAt: closeTime } },
  ];
  if (yesPayout !== null && settledAt !== null) {
    moments.push({
      at: Math.max(settledAt, closeTime),
      market: { ...market, status: 'resolved', updatedAt: settledAt },
    });
  }
  return moments;
}
