import type { OrderSpec } from '@pm-arbitrage/core/domain/order.js';
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
import { PaperTwins } from './paper-twins.js';

/** Where orders go, and what has to hear of the market for it: paper venues fill against what it says. */
export interface OpenVenues {
  readonly venues: ReadonlyMap<Platform, TradingVenue>;
  readonly price: (update: PriceUpdate) => void;
  readonly print: (print: TradePrint) => void;
  /** An order has left: on paper nobody cares, live its paper twin is noted. */
  readonly sent: (spec: OrderSpec) => void;
}

/** Opens the venues of the configured mode. @throws CodedError that says why no order may leave */
export async function openVenues(
  context: Pick<AgentContext, 'clock' | 'config' | 'database' | 'edge' | 'log' | 'random'>,
  markets: MarketDirectory,
  points?: CrashPoints,
): Promise<OpenVenues> {
  if (context.config.mode === 'live') {
    const nothing = () => undefined;
    const venues = await openLiveVenues(context, markets);
    const twins = new PaperTwins(context, (id) => markets.get(id));
    return {
      venues: atPoints(venues, points),
      price: (update) => twins.price(update),
      print: nothing,
      sent: (spec) => twins.sent(spec),
    };
  }
  const brokers = await openPaperVenues(context, markets);
  return {
    venues: atPoints(brokers, points),
    price: (update) => brokers.get(platformOf(update.market))?.price(update),
    print: (print) => brokers.get(platformOf(print.market))?.print(print),
    sent: () => undefined,
  };
}

const atPoints = (venues: ReadonlyMap<Platform, TradingVenue>, points: CrashPoints | undefined) =>
  points ? new Map([...venues].map(([platform, venue]) => [platform, points.venue(venue)] as const)) : venues;
