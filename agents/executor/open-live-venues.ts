import { KalshiTrading } from '@pm-arbitrage/adapters/venues/kalshi/trading/kalshi-trading.js';
import { PolymarketTrading } from '@pm-arbitrage/adapters/venues/polymarket/trading/polymarket-trading.js';
import { credentialProblems } from '@pm-arbitrage/core/config/live-rules.js';
import type { Config } from '@pm-arbitrage/core/config/schema.js';
import { intents, ledger, orders } from '@pm-arbitrage/core/db/schema/schema.js';
import { type Platform, platforms } from '@pm-arbitrage/core/domain/platform.js';
import { CodedError } from '@pm-arbitrage/core/errors/coded-error.js';
import { openingPostings } from '@pm-arbitrage/core/ledger/postings.js';
import { EdgeVenue } from '@pm-arbitrage/core/journal/ports/edge-venue.js';
import { post } from '@pm-arbitrage/core/ledger/post.js';
import type { MarketDirectory } from '@pm-arbitrage/core/markets/market-directory.js';
import { dollars } from '@pm-arbitrage/core/money/dollars.js';
import { addUsd, type Usd } from '@pm-arbitrage/core/money/money.js';
import type { TradingVenue } from '@pm-arbitrage/core/ports/trading-venue.js';
import type { AgentContext } from '@pm-arbitrage/core/runtime/agent.js';
import { and, eq } from 'drizzle-orm';

type LiveContext = Pick<AgentContext, 'clock' | 'config' | 'database' | 'edge' | 'log'>;

/** Thrown when a venue holds less than the bankroll that was confirmed. */
export class BankrollMissing extends CodedError {}

/** The live venues, connected and checked, their first balances booked in the live ledger. @throws CodedError */
export async function openLiveVenues(
  context: LiveContext,
  markets: MarketDirectory,
): Promise<ReadonlyMap<Platform, TradingVenue>> {
  const { config, edge, log } = context;
  // What lies beyond the edge uses what lies beyond it: only what venues answer comes in.
  const { clock, database, random } = edge.outside;
  const missing = credentialProblems(config);
  if (missing.length > 0) throw new CodedError('live.credentials', ['No order can be sent:', ...missing].join('\n  '));
  const marketOf = (id: Parameters<MarketDirectory['get']>[0]) => markets.get(id);
  const memory = orderMemory(database);
  const parts = { clock, log, marketOf, ...memory };
  const open: Readonly<Record<Platform, () => TradingVenue>> = {
    kalshi: () => new KalshiTrading({ ...parts, config: config.venues.kalshi }),
    polymarket: () => new PolymarketTrading({ ...parts, random, config: config.venues.polymarket }),
  };
  const venues = new Map<Platform, TradingVenue>(
    platforms.map((platform) => [platform, new EdgeVenue(platform, edge, open[platform])]),
  );
  try {
    for (const venue of venues.values()) await venue.connect();
    for (const platform of platforms) await openAccount(context, venues.get(platform) as TradingVenue);
  } catch (error) {
    for (const venue of venues.values()) await venue.close();
    throw error;
  }
  return venues;
}

/** What earlier lives ordered, by either id. */
function orderMemory({ queries }: Pick<AgentContext['database'], 'queries'>) {
  return {
    clientOrderIdOf: async (venueOrderId: string) => {
      const rows = await queries
        .select({ id: orders.clientOrderId })
        .from(orders)
        .where(eq(orders.venueOrderId, venueOrderId));
      return rows[0]?.id ?? null;
    },
    specOf: async (clientOrderId: string) => {
      const rows = await queries
        .select({ spec: intents.spec })
        .from(intents)
        .where(eq(intents.clientOrderId, clientOrderId));
      return rows[0]?.spec ?? null;
    },
  };
}

/** Books the bankroll of a venue at the first live start; whatever else lies there is kept apart and never traded. */
async function openAccount({ clock, config, database }: LiveContext, venue: TradingVenue): Promise<void> {
  const { platform } = venue;
  const entry = `deposit:${platform}`;
  const known = await database.queries
    .select({ id: ledger.id })
    .from(ledger)
    .where(and(eq(ledger.mode, 'live'), eq(ledger.entry, entry)));
  if (known.length > 0) return;
  const { available, reserved } = await venue.balance();
  const held = addUsd(available, reserved);
  const bankroll = bankrollAt(config, platform, held);
  await post(database.queries, {
    mode: 'live',
    entry,
    tradeId: null,
    at: clock.now(),
    postings: openingPostings(platform, bankroll, held),
  });
}

function bankrollAt(config: Config, platform: Platform, held: Usd): Usd {
  const bankroll = config.capital[platform];
  if (held < bankroll)
    throw new BankrollMissing(
      'live.bankroll',
      `${platform} holds ${dollars(held)}, less than the ${dollars(bankroll)} of capital.${platform}. Pay in the rest, or lower it and confirm the new sum in live.confirm.`,
    );
  return bankroll;
}
