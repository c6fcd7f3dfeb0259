import { AT_ONCE } from '@pm-arbitrage/core/domain/execution.js';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PaperBroker } from '@pm-arbitrage/adapters/venues/paper/paper-broker.js';
import { signApproval } from '@pm-arbitrage/core/approval/sign-approval.js';
import { MemoryBus } from '@pm-arbitrage/core/bus/memory-bus.js';
import { MemoryHub } from '@pm-arbitrage/core/bus/memory-hub.js';
import { sleep } from '@pm-arbitrage/core/clock/clock.js';
import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import { type Config, configSchema } from '@pm-arbitrage/core/config/schema.js';
import type { Database } from '@pm-arbitrage/core/db/database.js';
import { acquireLease, type Lease } from '@pm-arbitrage/core/db/lease.js';
import { Outbox } from '@pm-arbitrage/core/db/outbox.js';
import {
  fills,
  intents,
  ledger,
  orders,
  paperOrders,
  positions,
  tradeLegs,
  trades,
} from '@pm-arbitrage/core/db/schema/schema.js';
import type { FeeModel } from '@pm-arbitrage/core/domain/fee-schedule.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { OrderSpec, VenueOrder } from '@pm-arbitrage/core/domain/order.js';
import {
  type ContractSide,
  type MarketId,
  marketId,
  type Platform,
  platformOf,
} from '@pm-arbitrage/core/domain/platform.js';
import type { Level, PriceUpdate } from '@pm-arbitrage/core/domain/price-update.js';
import type { Approval, SignedApproval } from '@pm-arbitrage/core/domain/trade.js';
import { createLogger } from '@pm-arbitrage/core/log/logger.js';
import { MarketDirectory } from '@pm-arbitrage/core/markets/market-directory.js';
import { parsePrice, parseQuantity, price, sumUsd, usd, ZERO_USD } from '@pm-arbitrage/core/money/money.js';
import type { OrderRef, PlaceOutcome, TradingVenue } from '@pm-arbitrage/core/ports/trading-venue.js';
import { seededIds } from '@pm-arbitrage/core/random/ids.js';
import { seededRandom } from '@pm-arbitrage/core/random/random.js';
import { HaltFile } from '@pm-arbitrage/core/runtime/halt-file.js';
import { HaltState } from '@pm-arbitrage/core/runtime/halt-state.js';
import { Registry } from 'prom-client';
import { recordApproval } from '../risk-guardian/record-approval.js';
import { checkAccounts } from './check-accounts.js';
import { CrashPoints } from './crash-points.js';
import { Executor } from './executor.js';
import { Funds } from './funds.js';
import { Journal } from './journal.js';
import { LiveBooks } from './live-books.js';
import { OrderDesk } from './order-desk.js';
import { openPaperVenues } from './open-paper-venues.js';
import { recoverTrades } from './recover-trades.js';

/* Two markets, their books, approvals for them, and executors that can be killed at named points. */

export const T0 = Date.UTC(2026, 10, 21, 12);
export const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const other = generateKeyPairSync('ed25519').privateKey;

const models: Readonly<Record<Platform, FeeModel>> = {
  kalshi: { kind: 'kalshi', multiplierPpm: 1_000_000, maker: 'none' },
  polymarket: { kind: 'polymarket', ratePpm: 50_000, exponent: 1 },
};

export const aMarket = (platform: Platform, name: string, change: Partial<Market> = {}): Market => ({
  id: marketId(platform, name),
  platform,
  event: { id: `${platform} ${name}`, title: name, exclusive: false, exhaustive: false, size: 1 },
  title: name,
  subtitle: '',
  rules: '',
  rulesHash: '',
  category: 'other',
  strike: null,
  sources: [],
  status: 'open',
  openTime: null,
  closeTime: T0 + 86_400_000,
  resolutionTime: T0 + 86_400_000,
  priceRanges: [{ start: parsePrice('0'), end: parsePrice('1'), step: parsePrice('0.01') }],
  lot: parseQuantity('0.01'),
  minQuantity: parseQuantity('0.01'),
  minNotional: ZERO_USD,
  fees: [{ from: 0, model: models[platform] }],
  routing:
    platform === 'kalshi'
      ? { platform, exchangeIndex: 0 }
      : { platform, version: 'v1', negRisk: false, yesToken: 'y', noToken: 'n' },
  yesPayout: null,
  updatedAt: T0,
  ...change,
});

type Texts = readonly (readonly [price: string, quantity: string])[];
const levels = (texts: Texts): Level[] => texts.map(([at, size]) => [parsePrice(at), parseQuantity(size)]);

/** One life of an executor, which may end at a crash point. */
export class Life {
  killed = false;
  readonly points = new CrashPoints((point) => this.#pass(point));
  constructor(readonly killAt: string | null = null) {}

  /** Of a dead process nothing ever comes back. */
  async #pass(point: string): Promise<void> {
    if (point === this.killAt) this.killed = true;
    if (this.killed) await new Promise(() => undefined);
  }
}

export interface VenueHooks {
  /** Called when an order leaves; may change the world, or answer in the venue's place. */
  onSend?: (spec: OrderSpec) => Promise<PlaceOutcome> | 'lose answer' | void;
  /** Answers for an order in the venue's place; undefined leaves it to the venue. */
  onLookup?: (order: OrderRef) => VenueOrder | null | undefined;
}

/** The venue with the test's hooks under the crash points. */
function watched(venue: TradingVenue, life: Life, hooks: VenueHooks, sent: string[]): TradingVenue {
  const hooked = new Proxy(venue, {
    get(on, key) {
      if (key === 'lookup') {
        return async (order: OrderRef) => {
          const instead = hooks.onLookup?.(order);
          return instead === undefined ? on.lookup(order) : instead;
        };
      }
      if (key === 'prepare') {
        return async (spec: OrderSpec) => {
          const prepared = await on.prepare(spec);
          const send = async () => {
            sent.push(spec.clientOrderId);
            const instead = hooks.onSend?.(spec);
            if (instead instanceof Promise) return instead;
            const outcome = await prepared.send();
            return instead === 'lose answer' ? new Promise<PlaceOutcome>(() => undefined) : outcome;
          };
          return { ...prepared, send };
        };
      }
      const value = Reflect.get(on, key, on) as unknown;
      return typeof value === 'function' ? (value.bind(on) as unknown) : value;
    },
  });
  return life.points.venue(hooked);
}

export function testConfig(change: Partial<Config['trading']> = {}): Config {
  const config = configSchema.parse({});
  // Simulated time runs on while a real database works: only tests of an age may depend on one.
  return { ...config, trading: { ...config.trading, stalePriceMs: 600_000, orderTimeoutMs: 5_000, ...change } };
}

export type Desk = Awaited<ReturnType<typeof openDesk>>;

/** One database, its clock and its world; lives of executors come and go on it. */
export async function openDesk(database: Database, config: Config = testConfig()) {
  const clock = new SimulatedClock(T0);
  const hub = new MemoryHub();
  const ids = seededIds(seededRandom(1));
  const log = createLogger('silent');
  const markets = await MarketDirectory.load(database, 0);
  const shown = new Map<MarketId, PriceUpdate>();
  const hooks: VenueHooks = {};
  const sent: string[] = [];
  const alerts: string[] = [];
  const halt = new HaltState();
  const haltFile = new HaltFile(mkdtempSync(join(tmpdir(), 'executor-')));
  const lives: { books: LiveBooks; brokers: ReadonlyMap<Platform, PaperBroker> }[] = [];
  const kalshi = aMarket('kalshi', 'K');
  const polymarket = aMarket('polymarket', 'P');
  markets.put(kalshi);
  markets.put(polymarket);
  let sequence = 0;
  let lifeNumber = 0;

  const desk = {
    /** Null: the guardian beats all the time. */
    guardianSeenAt: null as number | null,
    /** Until when executors think that the lease is theirs, monotonic ms. */
    leaseUntil: Infinity,
    database,
    clock,
    hub,
    config,
    markets,
    hooks,
    sent,
    alerts,
    halt,
    haltFile,
    log,
    ids,
    kalshi,
    polymarket,

    /** What everybody sees of a book from now on. */
    show(market: Pick<Market, 'id'>, bids: Texts, asks: Texts, change: Partial<PriceUpdate> = {}): void {
      const update: PriceUpdate = {
        market: market.id,
        epoch: 1,
        sequence: ++sequence,
        status: 'live',
        bids: levels(bids),
        asks: levels(asks),
        venueTime: null,
        receivedAt: clock.now(),
        ...change,
      };
      shown.set(market.id, update);
      for (const life of lives) desk.feed(life, update);
    },

    feed({ books, brokers }: (typeof lives)[number], update: PriceUpdate): void {
      if (books.price(update)) brokers.get(platformOf(update.market))?.price(update);
    },

    /** A new executor process. Waits out the lease of one that was killed. */
    async start(killAt: string | null = null) {
      const life = new Life(killAt);
      const holder = `executor ${++lifeNumber}`;
      let lease = await acquireLease(database, { name: 'executor', holder, ttlMs: 3_000, now: clock.now() });
      if (lease === null) {
        clock.advanceBy(3_001);
        lease = await acquireLease(database, { name: 'executor', holder, ttlMs: 3_000, now: clock.now() });
      }
      const bus = new MemoryBus(hub, { source: 'executor', clock, ids });
      const outbox = new Outbox({ database, bus, source: 'executor', clock, ids, log });
      const brokers = await openPaperVenues({ clock, config, database, random: seededRandom(1) }, markets);
      const books = new LiveBooks();
      const here = { books, brokers };
      lives.push(here);
      for (const update of shown.values()) desk.feed(here, update);
      const venues = new Map(
        [...brokers].map(([platform, broker]) => [platform, watched(broker, life, hooks, sent)] as const),
      );
      const plain = new Journal({ database, outbox, clock, lease: () => lease as Lease });
      const journal = life.points.journal(plain);
      const alert = ({ kind }: { kind: string }) => void alerts.push(kind);
      const context = { alert, clock, config, database, halt, haltFile, ids, log, metrics: new Registry(), outbox };
      const guardianSeenAt = () => desk.guardianSeenAt ?? clock.now();
      const executor = new Executor({
        context,
        journal,
        desk: new OrderDesk({ context, venues, guardianSeenAt, leaseUntil: () => desk.leaseUntil }),
        funds: new Funds({ venues, clock, log }),
        books,
        marketOf: (id) => markets.get(id),
        guardianKey: publicKey,
      });
      return {
        life,
        executor,
        journal: plain,
        venues,
        brokers,
        context,
        bus,
        execute: (signed: SignedApproval) => desk.run(executor.execute(signed, envelopeOf(signed)), life),
        recover: () => desk.run(recoverTrades(database, 'paper', executor), life),
      };
    },

    /** Lets simulated time run until the work is done, or the life that does it was killed. */
    async run<T>(work: Promise<T>, life: Life): Promise<T | 'killed'> {
      const progress = { over: false };
      const done = work.finally(() => (progress.over = true));
      done.catch(() => undefined);
      for (let turns = 0; !progress.over; turns++) {
        if (life.killed && turns > 5) return 'killed';
        await sleep(systemClock, 1);
        clock.advanceBy(20);
      }
      return done;
    },

    /** An approval as the guardian commits it: sets of YES at Kalshi and NO at Polymarket. */
    async approve(
      tradeId: string,
      sets = '20',
      change: Partial<Approval> = {},
      forged = false,
      on: readonly [Market, Market] = [kalshi, polymarket],
    ): Promise<SignedApproval> {
      const unbooked = (market: Market, side: ContractSide) => ({
        market: market.id,
        platform: market.platform,
        event: market.event.id,
        side,
        limitPrice: price(4_500),
        quantity: parseQuantity(sets),
        maxCost: usd(Math.ceil(parseQuantity(sets) * (change.floor === undefined ? 0.5 : 1))),
      });
      const legs = [unbooked(on[0], 'yes'), unbooked(on[1], 'no')].map((row) => ({ ...row, epoch: 1 }));
      const now = clock.now();
      const approval: Approval = {
        approvalId: `approval of ${tradeId}`,
        tradeId,
        strategy: 'atomic-arb',
        coverId: `cover of ${tradeId}`,
        kind: 'cross-venue',
        execution: AT_ONCE,
        basis: 'match',
        legs,
        quantity: parseQuantity(sets),
        floor: price(10_000),
        maxCost: sumUsd(legs.map(({ maxCost }) => maxCost)),
        resolutionTime: T0 + 86_400_000,
        opportunityId: 'opportunity',
        expectedProfit: usd(1),
        tickAt: now,
        approvedAt: now,
        expiresAt: now + 600_000,
        ...change,
      };
      const signed = signApproval(approval, forged ? other : privateKey);
      await recordApproval(database, signed, { mode: 'paper', reason: '', trace: 'trace', lease: null, messages: [] });
      return signed;
    },

    /** Books at which YES at Kalshi and NO at Polymarket cost 45 cents each. */
    bargain(): void {
      desk.show(kalshi, [['0.44', '100']], [['0.45', '100']]);
      desk.show(polymarket, [['0.55', '100']], [['0.56', '100']]);
    },

    differences: (brokers: ReadonlyMap<Platform, TradingVenue>) => checkAccounts(database, 'paper', brokers),
    facts: () => factsOf(database),
  };
  return desk;
}

export const envelopeOf = (signed: SignedApproval) => ({
  id: `message of ${signed.approval.tradeId}`,
  version: 1,
  eventTime: T0,
  publishTime: T0,
  source: 'risk-guardian',
  trace: 'trace',
  cause: null,
  payload: signed,
});

/** All that must be the same whichever way an end was reached: times and reasons left out. */
async function factsOf({ queries }: Database) {
  const balances = new Map<string, number>();
  for (const { account, amount } of await queries.select().from(ledger))
    balances.set(account, (balances.get(account) ?? 0) + amount);
  const sorted = <T>(rows: T[]) => rows.map((row) => JSON.stringify(row)).sort();
  return {
    trades: (await queries.select().from(trades).orderBy(trades.id)).map(({ id, state, cost, fees, payout, pnl }) => ({
      id,
      state,
      cost: Number(cost),
      fees: Number(fees),
      payout: Number(payout),
      pnl: Number(pnl),
    })),
    legs: (await queries.select().from(tradeLegs).orderBy(tradeLegs.tradeId, tradeLegs.legIndex)).map(
      ({ filled, cost, fee, payout }) => ({
        filled: Number(filled),
        cost: Number(cost),
        fee: Number(fee),
        payout: payout === null ? null : Number(payout),
      }),
    ),
    orders: (await queries.select().from(orders).orderBy(orders.clientOrderId)).map(
      ({ clientOrderId, state, filled }) => ({ clientOrderId, state, filled: Number(filled) }),
    ),
    intents: (await queries.select().from(intents)).length,
    fills: sorted((await queries.select().from(fills)).map((fill) => ({ ...fill, at: 0 }))),
    positions: sorted((await queries.select().from(positions)).map((position) => ({ ...position, updatedAt: 0 }))),
    paperOrders: (await queries.select().from(paperOrders).orderBy(paperOrders.clientOrderId)).map(
      ({ clientOrderId, state, filled }) => ({ clientOrderId, state, filled: Number(filled) }),
    ),
    balances: Object.fromEntries([...balances].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}
