import { approvalVerifier } from '@pm-arbitrage/core/approval/approval-signer.js';
import { channels } from '@pm-arbitrage/core/bus/channels.js';
import { type MarketId, type Platform, platforms } from '@pm-arbitrage/core/domain/platform.js';
import type { PriceUpdate } from '@pm-arbitrage/core/domain/price-update.js';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import { catchUpBooks } from '@pm-arbitrage/core/hot-books/catch-up.js';
import { gaugeOf } from '@pm-arbitrage/core/metrics/meters.js';
import { metrics as told } from '@pm-arbitrage/core/metrics/metrics.js';
import { MarketDirectory } from '@pm-arbitrage/core/markets/market-directory.js';
import type { TradingVenue } from '@pm-arbitrage/core/ports/trading-venue.js';
import type { AgentContext, AgentDefinition, RunningAgent } from '@pm-arbitrage/core/runtime/agent.js';
import { AccountWatch } from './account-watch.js';
import type { CrashPoints } from './crash-points.js';
import { ExecutorLease } from './executor-lease.js';
import { Executor } from './executor.js';
import { Funds } from './funds.js';
import { Journal } from './journal.js';
import { LiveBooks } from './live-books.js';
import { OrderDesk } from './order-desk.js';
import { openVenues } from './open-venues.js';
import { expireApprovals, recoverTrades } from './recover-trades.js';
import { Reconciliation } from './reconciliation.js';

const LEASE_TTL_MS = 3_000;
const HOUSEKEEPING_MS = 1_000;
const RECONCILE_MS = 30_000;
const FUNDS_MS = 2_000;
/** Markets that resolved longer ago than this hold nothing of ours any more. */
const REMEMBER_RESOLVED_MS = 7 * 86_400_000;

/** What a chaos run changes of an executor; nothing else does. */
export interface ExecutorSeams {
  readonly leaseTtlMs?: number;
  readonly reconcileMs?: number;
  readonly points?: CrashPoints;
}

/** The only one who orders: locks approved trades, executes them, settles them, and answers for every order. */
export const executorWith = ({
  leaseTtlMs = LEASE_TTL_MS,
  reconcileMs = RECONCILE_MS,
  points,
}: ExecutorSeams = {}): AgentDefinition => ({
  name: 'executor',
  reads: [
    'trade.approved',
    'trade.withdrawals',
    'venue.{platform}.prices',
    'venue.{platform}.trades',
    'venue.{platform}.markets',
    'system.heartbeats',
  ],
  writes: ['trade.results', 'system.commands'],
  credentials: platforms,

  async setup(context) {
    const { clock, database, instance, log } = context;
    const request = { name: 'executor', holder: instance, ttlMs: leaseTtlMs };
    const lease = await ExecutorLease.wait({ database, clock, log }, request, () =>
      context.standBy('another executor holds the lease'),
    );
    try {
      return await startExecutor(context, lease, reconcileMs, points);
    } catch (error) {
      lease.stop();
      throw error;
    }
  },
});

export const executor = executorWith();

async function startExecutor(
  context: AgentContext,
  lease: ExecutorLease,
  reconcileMs: number,
  points: CrashPoints | undefined,
): Promise<RunningAgent> {
  const { bus, clock, config, database, edge, log, name, outbox } = context;
  const markets = await MarketDirectory.load(database, clock.now() - REMEMBER_RESOLVED_MS);
  const { venues, price, print, sent } = await openVenues(context, markets, points);
  const books = new LiveBooks();
  const plain = new Journal({ database, outbox, clock, lease: () => lease.current });
  const journal = points?.journal(plain) ?? plain;
  const guardianKey = approvalVerifier(edge, config.services);
  // At start it is given the time of one heartbeat to be heard.
  let guardianSeenAt = clock.now();
  const desk = new OrderDesk({
    context,
    venues,
    guardianSeenAt: () => guardianSeenAt,
    leaseUntil: () => lease.until,
    onSent: (spec) => {
      edge.tell('order', spec, () => undefined);
      sent(spec);
    },
  });
  const funds = new Funds({ venues, clock, log });
  const marketOf = (id: MarketId) => markets.get(id);
  const trader = new Executor({ context, journal, desk, funds, books, marketOf, guardianKey });
  const accounts = new AccountWatch(context, venues, {
    takeFill: (fill) => trader.takeFill(fill),
    trueUp: (platform, excess) => journal.trueUp(config.mode, platform, excess),
  });
  const isResolved = (id: MarketId) => markets.get(id)?.status === 'resolved';
  const reconciliation = new Reconciliation(
    { database, journal, venues, mode: config.mode, isResolved, log },
    accounts,
  );
  const quietly = (what: string, work: () => Promise<unknown>) => () => {
    work().catch((error: unknown) => log.error({ error: messageOf(error) }, what));
  };

  for (const venue of venues.values()) {
    venue.onFill((fill) => quietly('fill not taken', () => trader.takeFill(fill))());
  }
  const takePrice = (update: PriceUpdate) => {
    if (books.price(update)) price(update);
  };

  const consume = { group: name, consumer: name };
  const subscriptions = [
    await bus.follow(platforms.map(channels.prices), takePrice),
    await bus.follow(platforms.map(channels.prints), print),
    await bus.follow([channels.heartbeats], ({ agent, at, details }) => {
      if (agent === 'risk-guardian') guardianSeenAt = Math.max(guardianSeenAt, at);
      const [kind, platform] = agent.split(':');
      const aliveAt = details['aliveAt'];
      if (kind === 'venue-watcher' && typeof aliveAt === 'number') books.alive(platform as Platform, aliveAt);
    }),
  ];
  for (const platform of platforms) {
    subscriptions.push(
      await bus.consume(channels.markets(platform), consume, async (market) => {
        if (markets.put(market) && market.status === 'resolved') await reconciliation.settle(market.id);
      }),
    );
  }

  const cancelCatchUp = await catchUpBooks(context, takePrice);
  const recovered = await recoverTrades(database, config.mode, trader);
  if (recovered > 0) log.warn({ trades: recovered }, 'trades of an earlier life brought to their end');
  await reconciliation.settle();
  subscriptions.push(
    await bus.consume(channels.tradeApproved, consume, (signed, envelope) => trader.execute(signed, envelope)),
    await bus.consume(channels.tradeWithdrawals, consume, (withdrawal) => trader.withdraw(withdrawal)),
  );

  // A fenced executor can only fail what it takes, so it takes no more.
  const retire = async () => {
    log.error('another executor took over; this one stops');
    for (const cancel of timers) cancel();
    for (const subscription of subscriptions) await subscription.close();
    context.alert({ tier: 'critical', kind: 'executor.retired', title: 'An executor lost its lease and stopped' });
  };
  context.halt.onChange((halt) => {
    if (!halt) return;
    for (const venue of venues.values()) quietly('resting orders not cancelled', () => venue.cancelAll())();
  });
  const timers: readonly (() => void)[] = [
    cancelCatchUp,
    clock.every(
      HOUSEKEEPING_MS,
      quietly('trades not tidied', async () => {
        await expireApprovals(database, journal, config.mode, clock.now());
        await recoverTrades(database, config.mode, trader);
      }),
    ),
    clock.every(
      FUNDS_MS,
      quietly('funds not read', () => funds.refresh()),
    ),
    clock.every(
      reconcileMs,
      quietly('accounts not checked', () => reconciliation.round()),
    ),
  ];

  await lease.onLost(retire);
  const differences = gaugeOf(context.metrics, told.accountDifferences);

  return {
    details: () => ({
      markets: markets.size,
      lease: lease.current.token,
      differences: accounts.differences.length,
      leftAlone: desk.broken.join(' '),
      ...latencies(venues),
    }),
    measure: () => differences.set(accounts.differences.length),
    async stop() {
      for (const cancel of timers) cancel();
      for (const subscription of subscriptions.toReversed()) await subscription.close();
      await reconciliation.end();
      for (const venue of venues.values()) await venue.close();
      await lease.release();
    },
  };
}

/** Round trips of orders, for the guardian's rule about unstable venues. */
function latencies(venues: ReadonlyMap<Platform, TradingVenue>): Record<string, number> {
  const known = [...venues].flatMap(([platform, venue]) => {
    const latency = venue.latencyMs();
    return latency === null ? [] : [[`latencyMs:${platform}`, latency] as const];
  });
  return Object.fromEntries(known);
}
