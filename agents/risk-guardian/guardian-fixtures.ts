import { AT_ONCE } from '@pm-arbitrage/core/domain/execution.js';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signApproval } from '@pm-arbitrage/core/approval/sign-approval.js';
import { latestAllocation } from '@pm-arbitrage/core/allocations/latest-allocation.js';
import { storeAllocation } from '@pm-arbitrage/core/allocations/store-allocation.js';
import { anAllocation, anEntry } from '@pm-arbitrage/core/allocations/testing/an-allocation.js';
import { MemoryBus } from '@pm-arbitrage/core/bus/memory-bus.js';
import { MemoryHub } from '@pm-arbitrage/core/bus/memory-hub.js';
import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import { type Config, configSchema } from '@pm-arbitrage/core/config/schema.js';
import type { Database } from '@pm-arbitrage/core/db/database.js';
import { Outbox } from '@pm-arbitrage/core/db/outbox.js';
import type { AllocationState } from '@pm-arbitrage/core/domain/allocation.js';
import { marketId, type Platform, platforms } from '@pm-arbitrage/core/domain/platform.js';
import type { Opportunity, OpportunityLeg } from '@pm-arbitrage/core/domain/opportunity.js';
import type { TradeRequest } from '@pm-arbitrage/core/domain/trade.js';
import { depositPostings } from '@pm-arbitrage/core/ledger/postings.js';
import { post } from '@pm-arbitrage/core/ledger/post.js';
import { createLogger } from '@pm-arbitrage/core/log/logger.js';
import {
  addUsd,
  notional,
  parseUsd,
  price,
  quantity,
  ratioOf,
  subUsd,
  sumUsd,
  usd,
  type Usd,
  ZERO_USD,
} from '@pm-arbitrage/core/money/money.js';
import { seededIds } from '@pm-arbitrage/core/random/ids.js';
import { seededRandom } from '@pm-arbitrage/core/random/random.js';
import { HaltFile } from '@pm-arbitrage/core/runtime/halt-file.js';
import { HaltState } from '@pm-arbitrage/core/runtime/halt-state.js';
import { Registry } from 'prom-client';
import { Guardian } from './guardian.js';
import type { RiskState } from './risk-state.js';
import { VenuePulse } from './venue-pulse.js';

/* Requests, states and a guardian with everything it needs. */

export const T0 = Date.UTC(2026, 10, 21, 12);
export const STRATEGY = 'atomic-arb';

type Tree<T> = { readonly [K in keyof T]?: Partial<T[K]> };
export function riskConfig(change: Tree<Pick<Config, 'risk' | 'trading'>> = {}): Config {
  const config = configSchema.parse({});
  return { ...config, risk: { ...config.risk, ...change.risk }, trading: { ...config.trading, ...change.trading } };
}

export const legOf = (platform: Platform, name: string, change: Partial<OpportunityLeg> = {}): OpportunityLeg => ({
  market: marketId(platform, name),
  platform,
  event: `${platform} ${name}`,
  side: platform === 'kalshi' ? 'yes' : 'no',
  limitPrice: price(4_500),
  quantity: quantity(100_000_000),
  cost: usd(45_000_000),
  fee: ZERO_USD,
  epoch: 1,
  sequence: 1,
  receivedAt: T0,
  ...change,
});

/** An opportunity whose sums follow from its legs: 100 sets, each leg at 45 cents, unless changed. */
export function anOpportunity(change: Partial<Opportunity> = {}): Opportunity {
  const legs = change.legs ?? [legOf('kalshi', 'K'), legOf('polymarket', 'P')];
  const count = legs[0]?.quantity ?? quantity(0);
  const totalCost = sumUsd(legs.map((leg) => addUsd(leg.cost, leg.fee)));
  const floor = change.floor ?? price(10_000);
  const payout = notional(count, floor, 'down');
  const netProfit = subUsd(payout, totalCost);
  const roi = ratioOf(netProfit, totalCost);
  return {
    id: 'opportunity',
    coverId: `cover ${legs.map(({ market }) => market).join('+')}`,
    kind: 'cross-venue',
    fair: null,
    basis: 'match',
    quantity: count,
    lot: quantity(10_000),
    minQuantity: quantity(1_000_000),
    floor,
    totalCost,
    fees: sumUsd(legs.map(({ fee }) => fee)),
    payout,
    netProfit,
    roi,
    annualisedRoi: roi,
    suspicious: false,
    resolutionTime: T0 + 86_400_000,
    detectedAt: T0,
    expiresAt: T0 + 2_000,
    tickAt: T0,
    ...change,
    legs,
  };
}

export function aRequest(
  tradeId: string,
  opportunity: Opportunity = anOpportunity(),
  change: Partial<TradeRequest> = {},
): TradeRequest {
  return {
    tradeId,
    strategy: STRATEGY,
    opportunity,
    quantity: opportunity.quantity,
    execution: AT_ONCE,
    bid: opportunity.netProfit,
    closes: null,
    requestedAt: T0,
    expiresAt: T0 + 2_000,
    ...change,
  };
}

/** Two venues with plenty of cash, a strategy with plenty of capital, nothing committed. */
export function aState(change: Partial<RiskState> = {}): RiskState {
  const equity = change.equity ?? parseUsd('100000');
  return {
    cash: new Map(platforms.map((platform) => [platform, parseUsd('50000')])),
    equity,
    highWaterMark: equity,
    dayStartEquity: equity,
    day: '2026-11-21',
    pausedDay: '',
    commitments: [],
    tradesToday: 0,
    lastApproval: new Map(),
    allocations: capital('100000'),
    pausedVenues: new Map(),
    ...change,
  };
}

export const capital = (amount: string, state: AllocationState = 'active') =>
  anAllocation([anEntry(STRATEGY, amount, state)], { at: T0, bankroll: parseUsd('100000') });

export const { privateKey, publicKey } = generateKeyPairSync('ed25519');

/** Money at both venues and capital for the strategy. */
export async function fund(database: Database, amount = '1000', share = '1800'): Promise<void> {
  for (const platform of platforms) {
    const postings = depositPostings(platform, parseUsd(amount));
    await post(database.queries, { mode: 'paper', entry: `deposit:${platform}`, tradeId: null, at: T0, postings });
  }
  if ((await latestAllocation(database.queries, 'paper')) === null)
    await storeAllocation(database.queries, capital(share));
}

export interface Desk {
  readonly database: Database;
  readonly clock: SimulatedClock;
  readonly hub: MemoryHub;
  readonly bus: MemoryBus;
  readonly guardian: Guardian;
  readonly venues: VenuePulse;
  readonly alerts: string[];
  readonly halt: HaltState;
  readonly haltFile: HaltFile;
  readonly metrics: Registry;
}

let instances = 0;

/** A guardian on a database, as its agent would start it. `on` shares clock and hub with an earlier one. */
export async function startGuardian(
  database: Database,
  config: Config = riskConfig(),
  on: Partial<Pick<Desk, 'clock' | 'hub'>> & { readonly bus?: MemoryBus } = {},
): Promise<Desk> {
  const clock = on.clock ?? new SimulatedClock(T0);
  const hub = on.hub ?? new MemoryHub();
  const ids = seededIds(seededRandom(++instances));
  const log = createLogger('silent');
  const bus = on.bus ?? new MemoryBus(hub, { source: 'risk-guardian', clock, ids });
  const outbox = new Outbox({ database, bus, source: 'risk-guardian', clock, ids, log });
  await outbox.start();
  const halt = new HaltState();
  const haltFile = new HaltFile(mkdtempSync(join(tmpdir(), 'guardian-')));
  const alerts: string[] = [];
  const venues = new VenuePulse();
  const alert = ({ kind }: { kind: string }) => void alerts.push(kind);
  const metrics = new Registry();
  const context = {
    alert,
    clock,
    config,
    database,
    halt,
    haltFile,
    ids,
    instance: `guardian ${instances}`,
    log,
    metrics,
    outbox,
  };
  const guardian = await Guardian.start(context, (approval) => signApproval(approval, privateKey), venues);
  return { database, clock, hub, bus, guardian, venues, alerts, halt, haltFile, metrics };
}

export const cents = (amount: number): Usd => usd(amount * 10_000);
