import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { potOf } from '@pm-arbitrage/agents/executor/funds.js';
import { ensureApprovalKeys, loadPrivateKey, loadPublicKey } from '@pm-arbitrage/core/approval/approval-keys.js';
import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import { createPostgresDatabase, postgresMissing } from '@pm-arbitrage/core/db/test-database.js';
import type { PriceUpdate } from '@pm-arbitrage/core/domain/price-update.js';
import { createLogger } from '@pm-arbitrage/core/log/logger.js';
import { complement, parsePrice, parseQuantity, parseUsd } from '@pm-arbitrage/core/money/money.js';
import { openServices } from '@pm-arbitrage/core/runtime/open-services.js';
import { chaosConfig } from '../chaos/chaos-config.js';
import { listMarkets } from '../chaos/list-markets.js';
import { approveTrade, type WantedLeg } from '../testing/approve-trade.js';
import { startLiveExecutor } from './live-executor.js';
import { type BareParts, eachAlone, livePathParts, throughExecutor, type Timing } from './live-parts.js';
import { LiveVenues } from './live-venues.js';
import { percentile } from './percentile.js';

const WARM_UP = 60;
const TRADES = 300;
/** What a trade leaves behind (balances read again, its result published) is over before the next one. */
const PAUSE_MS = 30;
const SETS = parseQuantity('10');
const PRICE = parsePrice('0.45');
/** Their venue holds such orders back for a moment (polymarket.md §7), which is not ours to measure. */
const HELD_BACK = /crypto|sport/i;

export interface LivePathRow {
  readonly what: string;
  /** Inside the executor, ms. */
  readonly p50: number;
  readonly p99: number;
  /** The same work alone, in the same run, ms. */
  readonly bareP50: number;
  readonly bareP99: number;
}

export interface LivePath {
  /** The last one is the whole. */
  readonly rows: readonly LivePathRow[];
  /** Trades left out because an order was not filled by its first answer: in doubt, or refused. */
  readonly disturbed: number;
}

/**
 * The live path on loopback: a committed approval → both venues have acknowledged and told the fills, by the executor
 * with its real parts, and in turns with that each part alone. The venues run in a process of their own.
 */
export async function runLivePath(): Promise<LivePath> {
  if (postgresMissing !== null) throw new Error(`the live path needs Postgres: ${postgresMissing}`);
  const postgres = await createPostgresDatabase();
  const dataDir = mkdtempSync(join(tmpdir(), 'pm-arbitrage-bench-'));
  const venues = await LiveVenues.start();
  try {
    return await measure(venues, postgres.url, dataDir);
  } finally {
    venues.close();
    await postgres.drop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function measure(venues: LiveVenues, databaseUrl: string, dataDir: string): Promise<LivePath> {
  const keys = { dataDir, guardianPrivateKey: null, guardianPublicKey: null };
  ensureApprovalKeys(keys);
  const privateKey = loadPrivateKey(keys);
  const guardianKey = loadPublicKey(keys);
  const config = chaosConfig({
    endpoints: venues.endpoints,
    accounts: venues.accounts,
    databaseUrl,
    dataDir,
    guardianPublicKey: guardianKey.export({ type: 'spki', format: 'pem' }).toString(),
    logLevel: 'error',
  });
  const services = await openServices({ config, log: createLogger('error') });
  const legs = await offerLegs(venues);
  const markets = legs.map(({ market }) => market);
  const books = legs.map(bookOf);
  const live = await startLiveExecutor(services, markets, books);
  const { database } = services;
  const bare: BareParts = {
    live,
    database,
    guardianKey,
    inputs: {
      config,
      refusals: new Map(),
      available: new Map(markets.map((market) => [potOf(market), parseUsd('1000')])),
      legs: legs.map(({ market }, index) => ({ market, update: books[index], age: 0 })),
    },
    now: () => systemClock.now(),
  };
  const approve = (tradeId: string) =>
    approveTrade(database, { tradeId, sets: SETS, legs }, { now: systemClock.now(), privateKey });
  const whole: (Timing | null)[] = [];
  const alone: (Timing | null)[] = [];
  try {
    for (let number = 0; number < WARM_UP + TRADES; number++) {
      const turns = [
        async () => whole.push(await throughExecutor(live, await approve(`trade-${number}`))),
        async () => alone.push(await eachAlone(bare, await approve(`bare-${number}`))),
      ];
      // Neither always comes first.
      for (const turn of number % 2 === 0 ? turns : turns.toReversed()) {
        await new Promise<void>((resolve) => setTimeout(resolve, PAUSE_MS));
        await turn();
      }
    }
  } finally {
    await live.close();
    await services.close();
  }
  const [warm, bareWarm] = [whole.slice(WARM_UP), alone.slice(WARM_UP)];
  const disturbed = [...warm, ...bareWarm].filter((timing) => timing === null).length;
  return { rows: rowsOf(warm.filter(isTiming), bareWarm.filter(isTiming)), disturbed };
}

/** YES at Kalshi and NO at Polymarket, offered without end. */
async function offerLegs(venues: LiveVenues): Promise<readonly WantedLeg[]> {
  const listed = await listMarkets(venues.endpoints, systemClock);
  const legs: WantedLeg[] = [];
  for (const [platform, side] of [
    ['kalshi', 'yes'],
    ['polymarket', 'no'],
  ] as const) {
    const market = listed[platform].find(({ category, title }) => !HELD_BACK.test(`${category} ${title}`));
    if (!market) throw new Error(`the simulated ${platform} lists no market without a delay`);
    await venues.offer({ platform, market: market.id, side, price: PRICE });
    legs.push({ market, side, price: PRICE });
  }
  return legs;
}

const bookOf = ({ market, price, side }: WantedLeg): PriceUpdate => ({
  market: market.id,
  epoch: 1,
  sequence: 1,
  status: 'live',
  bids: side === 'no' ? [[complement(price), parseQuantity('1000')]] : [],
  asks: side === 'yes' ? [[price, parseQuantity('1000')]] : [],
  venueTime: null,
  receivedAt: systemClock.now(),
});

const isTiming = (timing: Timing | null): timing is Timing => timing !== null;

function rowsOf(whole: readonly Timing[], alone: readonly Timing[]): readonly LivePathRow[] {
  const row = (what: string, of: (timing: Timing) => number): LivePathRow => ({
    what,
    p50: percentile(whole.map(of), 0.5),
    p99: percentile(whole.map(of), 0.99),
    bareP50: percentile(alone.map(of), 0.5),
    bareP99: percentile(alone.map(of), 0.99),
  });
  return [
    ...livePathParts.map((what, part) => row(what, (timing) => timing[part] as number)),
    row('approval → both legs acknowledged', (timing) => timing.reduce((sum, ms) => sum + ms, 0)),
  ];
}
