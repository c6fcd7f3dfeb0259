import type { Database, Queries } from '@pm-arbitrage/core/db/database.js';
import { haltInForce } from '@pm-arbitrage/core/db/halts.js';
import { fills, intents, ledger, orders, positions, tradeLegs, trades } from '@pm-arbitrage/core/db/schema/schema.js';
import { nativeIdOf, type Platform, platforms } from '@pm-arbitrage/core/domain/platform.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import { cashAccount, outsideAccount } from '@pm-arbitrage/core/ledger/postings.js';
import { asc, eq } from 'drizzle-orm';
import type { ChaosAccounts, ChaosVenues } from './chaos-venues.js';
import type { Evidence, EvidenceBalance, EvidenceFill, EvidenceLeg, EvidenceOrder } from './evidence.js';
import type { Execution } from './our-executions.js';

interface Scope {
  readonly database: Database;
  readonly venues: ChaosVenues;
  readonly accounts: ChaosAccounts;
  readonly markets: readonly Market[];
  readonly tradeId: string;
  /** Every match of ours, oldest first. */
  readonly executions: readonly Execution[];
}

interface Truths {
  readonly kalshi: ReturnType<ChaosVenues['simulator']['kalshi']['truth']>;
  readonly polymarket: ReturnType<ChaosVenues['simulator']['polymarket']['truth']>;
}

/** Trades of Polymarket that have come to their end. */
const SETTLED: ReadonlySet<string> = new Set(['CONFIRMED', 'FAILED']);

/** Whether everything that was matched at Polymarket has settled or failed. */
export function isSettled({ accounts, venues }: Pick<Scope, 'accounts' | 'venues'>): boolean {
  const { trades: all } = venues.simulator.polymarket.truth(accounts.polymarket.address);
  return all.every(({ status }) => SETTLED.has(status));
}

/** What a run left behind, from the rows of the journal and the truth of both venues. */
export async function gatherEvidence(scope: Scope): Promise<Evidence> {
  const { accounts, database, tradeId, venues } = scope;
  const truths: Truths = {
    kalshi: venues.simulator.kalshi.truth(accounts.kalshi.accountId),
    polymarket: venues.simulator.polymarket.truth(accounts.polymarket.address),
  };
  return database.snapshot(async (queries) => {
    const [trade] = await queries.select().from(trades).where(eq(trades.id, tradeId));
    if (!trade) throw new Error(`trade ${tradeId} is not in the journal`);
    const legs = await queries
      .select()
      .from(tradeLegs)
      .where(eq(tradeLegs.tradeId, tradeId))
      .orderBy(tradeLegs.legIndex);
    const booked = await queries.select().from(fills);
    const meant = await queries
      .select({ intent: intents, state: orders.state })
      .from(intents)
      .innerJoin(orders, eq(orders.clientOrderId, intents.clientOrderId))
      .orderBy(asc(intents.createdAt));
    const byVenueId = new Map(
      meant.flatMap(({ intent }) => (intent.venueOrderId ? [[intent.venueOrderId, intent.clientOrderId]] : [])) as [
        string,
        string,
      ][],
    );
    const ours = new Set(meant.map(({ intent }) => intent.clientOrderId));
    const accepted = acceptedOrders(truths, byVenueId, ours);
    const halt = await haltInForce(queries);
    return {
      trade: { state: trade.state, reason: trade.reason, updatedAt: trade.updatedAt },
      legs,
      intents: meant.map(({ intent, state }) => ({
        ...intent,
        platform: intent.spec.platform,
        action: intent.spec.action,
        quantity: intent.spec.quantity,
        state,
        booked: booked
          .filter(({ clientOrderId, finality }) => clientOrderId === intent.clientOrderId && finality !== 'undone')
          .reduce((total, fill) => total + fill.quantity, 0),
      })),
      orders: accepted,
      fills: standingFills(scope, truths, legs, accepted),
      provisionalFills: booked.filter(({ finality }) => finality === 'provisional').length,
      ...(await balancesOf(queries, scope, truths, legs)),
      halts: halt === null ? [] : [halt.reason],
    };
  });
}

function acceptedOrders(
  { kalshi, polymarket }: Truths,
  byVenueId: ReadonlyMap<string, string>,
  ours: ReadonlySet<string>,
): EvidenceOrder[] {
  return [
    // A fill-or-kill order that was killed was never worked, and neither was one that burns its id.
    ...kalshi.orders
      .filter(({ killed }) => !killed)
      .map(({ clientOrderId, id, status }) => ({
        platform: 'kalshi' as const,
        venueOrderId: id,
        clientOrderId: ours.has(clientOrderId) ? clientOrderId : null,
        isResting: status === 'resting',
      })),
    ...polymarket.orders.map(({ id, status }) => ({
      platform: 'polymarket' as const,
      venueOrderId: id,
      clientOrderId: byVenueId.get(id) ?? null,
      isResting: status === 'LIVE' || status === 'DELAYED',
    })),
  ];
}

function standingFills(
  { executions, venues, markets }: Scope,
  { polymarket }: Truths,
  legs: readonly EvidenceLeg[],
  accepted: readonly EvidenceOrder[],
): EvidenceFill[] {
  const failed = new Set(polymarket.trades.filter(({ status }) => status === 'FAILED').map(({ id }) => id));
  const undone = new Set(
    polymarket.orders
      .filter(({ tradeIds }) => tradeIds.length > 0 && tradeIds.every((id) => failed.has(id)))
      .map(({ id }) => id),
  );
  const clientIds = new Map(accepted.map(({ clientOrderId, venueOrderId }) => [venueOrderId, clientOrderId]));
  const legOf = new Map(
    markets.map((market) => [venues.live(market), legs.find((leg) => leg.market === market.id)] as const),
  );
  return executions
    .filter(({ orderId }) => !undone.has(orderId))
    .map(({ at, live, orderId, yesChange, yesPrice }) => {
      const leg = legOf.get(live);
      const isYes = leg?.side === 'yes';
      return {
        clientOrderId: clientIds.get(orderId) ?? null,
        legIndex: leg?.legIndex ?? -1,
        change: isYes ? yesChange : -yesChange,
        price: isYes ? yesPrice : 10_000 - yesPrice,
        at,
      };
    });
}

async function balancesOf(
  queries: Queries,
  { markets }: Scope,
  { kalshi, polymarket }: Truths,
  legs: readonly EvidenceLeg[],
): Promise<Pick<Evidence, 'balances' | 'ledgerTotal'>> {
  const lines = await queries.select({ account: ledger.account, amount: ledger.amount }).from(ledger);
  const held = await queries.select().from(positions);
  const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);
  const ours = (platform: Platform) =>
    sum(
      lines
        .filter(({ account }) => account === cashAccount(platform) || account === outsideAccount(platform))
        .map(({ amount }) => amount),
    );
  const cash = { kalshi: sum(Object.values(kalshi.cash)), polymarket: polymarket.usd };
  const balances: EvidenceBalance[] = platforms.map((platform) => ({
    what: `cash at ${platform}`,
    ours: ours(platform),
    theirs: cash[platform],
  }));
  for (const leg of legs) {
    const market = markets.find(({ id }) => id === leg.market);
    for (const side of ['yes', 'no'] as const) {
      const row = held.find((one) => one.market === leg.market && one.side === side);
      const theirs = market ? heldThere(market, side, { kalshi, polymarket }) : 0;
      balances.push({ what: `${side} ${leg.market}`, ours: row?.quantity ?? 0, theirs });
    }
  }
  return { balances, ledgerTotal: sum(lines.map(({ amount }) => amount)) };
}

function heldThere({ id, routing }: Market, side: 'yes' | 'no', { kalshi, polymarket }: Truths): number {
  if (routing.platform === 'polymarket')
    return polymarket.tokens[side === 'yes' ? routing.yesToken : routing.noToken] ?? 0;
  const net = kalshi.positions[nativeIdOf(id)] ?? 0;
  return Math.max(0, side === 'yes' ? net : -net);
}
