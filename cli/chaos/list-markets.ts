import { kalshiErrorBody } from '@pm-arbitrage/adapters/venues/kalshi/error-body.js';
import { KalshiListing } from '@pm-arbitrage/adapters/venues/kalshi/listing.js';
import { PolymarketListing } from '@pm-arbitrage/adapters/venues/polymarket/listing.js';
import { PolymarketRest } from '@pm-arbitrage/adapters/venues/polymarket/polymarket-rest.js';
import { JsonClient } from '@pm-arbitrage/adapters/transport/json-client.js';
import { TokenBucket } from '@pm-arbitrage/adapters/transport/token-bucket.js';
import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { Platform } from '@pm-arbitrage/core/domain/platform.js';
import { seededRandom } from '@pm-arbitrage/core/random/random.js';
import type { SimulatorEndpoints } from '@pm-arbitrage/simulator/start-simulator.js';

const HOUR_MS = 3_600_000;

/** What both venues list as open, read and understood as the swarm does it, in an order that the world decides. */
export async function listMarkets(
  { kalshi, polymarket }: SimulatorEndpoints,
  clock: Clock,
): Promise<Readonly<Record<Platform, readonly Market[]>>> {
  const random = seededRandom(1);
  const told = { changed: () => undefined, refused: () => undefined };
  const atKalshi = new KalshiListing({
    ...told,
    rest: new JsonClient({
      venue: 'kalshi',
      baseUrl: kalshi.restUrl,
      clock,
      random,
      bucket: new TokenBucket(clock, 200, 400),
      errorBody: kalshiErrorBody,
    }),
    clock,
    series: null,
    seriesAgeMs: HOUR_MS,
    feeChangesAgeMs: HOUR_MS,
  });
  const { gammaUrl: gamma, clobUrl: clob, dataUrl: data, wsUrl: socket } = polymarket;
  const rest = new PolymarketRest({ gamma, clob, data, socket }, clock, random);
  const atPolymarket = new PolymarketListing({ ...told, rest, clock, filter: {} });
  await Promise.all([atKalshi.refresh(), atPolymarket.refresh()]);
  const open = (markets: readonly Market[]) =>
    markets.filter(({ status }) => status === 'open').toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return { kalshi: open(atKalshi.markets()), polymarket: open(atPolymarket.markets()) };
}
