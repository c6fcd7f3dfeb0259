import type { Platform } from '@pm-arbitrage/core/domain/platform.js';
import { platformOf } from '@pm-arbitrage/core/domain/platform.js';
import type { PriceUpdate } from '@pm-arbitrage/core/domain/price-update.js';
import type { TradePrint } from '@pm-arbitrage/core/domain/trade-print.js';
import type { MarketDirectory } from '@pm-arbitrage/core/markets/market-directory.js';
import type { TradingVenue } from '@pm-arbitrage/core/ports/trading-venue.js';
import type { AgentContext } from '@pm-arbitrage/core/runtime/agent.js';
import type { CrashPoints } from './crash-points.js';
import { openLiveVenues } from './open-live-venues.js';
import { openPaperVenues } from './open-paper-venues.js';

/** Where orders go, and what has to hear of the market for it: paper venues fill against what it says. */
export interface OpenVenues {
  readonly venues: ReadonlyMap<Platform, TradingVenue>;
  readonly price: (update: PriceUpdate) => void;
  readonly print: (print: TradePrint) => void;
}

/** Opens the venues of the configured mode. @throws CodedError that says why no order may leave */
export async function openVenues(
  context: Pick<AgentContext, 'clock' | 'config' | 'database' | 'log' | 'random'>,
  markets: MarketDirectory,
  points?: CrashPoints,
): Promise<OpenVenues> {
  if (context.config.mode === 'live') {
    const nothing = () => undefined;
    const venues = await openLiveVenues(context, markets);
    return { venues: atPoints(venues, points), price: nothing, print: nothing };
  }
  const brokers = await openPaperVenues(context, markets);
  return {
    venues: atPoints(brokers, points),
    price: (update) => brokers.get(platformOf(update.market))?.price(update),
    print: (print) => brokers.get(platformOf(print.market))?.print(print),
  };
}

const atPoints = (venues: ReadonlyMap<Platform, TradingVenue>, points: CrashPoints | undefined) =>
  points ? new Map([...venues].map(([platform, venue]) => [platform, points.venue(venue)] as const)) : venues;
