import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allAgents } from '@pm-arbitrage/agents/all-agents.js';
import { venueWatcher } from '@pm-arbitrage/agents/venue-watcher/agent.js';
import { channels } from '@pm-arbitrage/core/bus/channels.js';
import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import { createPostgresDatabase, postgresMissing } from '@pm-arbitrage/core/db/test-database.js';
import { price } from '@pm-arbitrage/core/money/money.js';
import { createLogger } from '@pm-arbitrage/core/log/logger.js';
import { openServices } from '@pm-arbitrage/core/runtime/open-services.js';
import { type AgentHandle, runAgent } from '@pm-arbitrage/core/runtime/run-agent.js';
import { RecordedFeed } from '../replay/recorded-feed.js';
import { benchConfig } from './bench-config.js';
import { CommitMeter } from './commit-meter.js';
import { percentile } from './percentile.js';
import {
  cheapKalshiDelta,
  kalshiTicker,
  matchOfPair,
  pairOfMarkets,
  quietKalshiSnapshot,
  quietPolymarketBook,
} from './trade-fixture.js';

const WARM_UP = 100;
const TRADES = 500;
const PAUSE_MS = 15;

const hops = [
  'frame → price',
  'price → opportunity',
  'opportunity → request',
  'request → approval',
  'approval → order accepted',
] as const;

export interface HopTiming {
  readonly hop: string;
  /** ms without the durable commits. */
  readonly p50: number;
  readonly p99: number;
  /** ms waited for the database. */
  readonly commitsP50: number;
  readonly commitsP99: number;
}

/** When each message of one trade was seen, `performance.now()` ms: the frame first, the committed result last. */
type Stamps = number[];

/**
 * One trade after the other through the whole swarm in one process: a book frame goes in, both paper orders are accepted
 * and booked. Waiting for Postgres is measured apart. The last hop runs to the delivery of the committed result, so it
 * is a little longer than the acceptance itself. @param journal whether every agent that decides keeps one
 */
export async function runTickToTrade({ journal = false } = {}): Promise<readonly HopTiming[]> {
  if (postgresMissing !== null) throw new Error(`tick to trade needs Postgres: ${postgresMissing}`);
  const meter = new CommitMeter();
  const postgres = await createPostgresDatabase();
  const dataDir = mkdtempSync(join(tmpdir(), 'pm-arbitrage-bench-'));
  const plain = benchConfig({ databaseUrl: postgres.url, dataDir });
  const config = { ...plain, recorder: { ...plain.recorder, journal } };
  const services = await openServices({ config, log: createLogger('error') });
  const count = WARM_UP + TRADES;
  const now = systemClock.now();
  const pairs = Array.from({ length: count }, (_, index) => pairOfMarkets(index, now));
  const kalshi = new RecordedFeed(
    'kalshi',
    systemClock,
    pairs.map(([market]) => ({ at: 0, market })),
  );
  const polymarket = new RecordedFeed(
    'polymarket',
    systemClock,
    pairs.map(([, market]) => ({ at: 0, market })),
  );
  const agents: AgentHandle[] = [];
  const bus = services.busFor('market-matcher');

  let stamps: Stamps = [];
  let target = '';
  let arrived: () => void = () => undefined;
  let refused: (why: Error) => void = () => undefined;
  const seen = (market: string, position: number) => {
    if (market === target && stamps[position] === undefined) stamps[position] = performance.now();
  };
  try {
    for (const definition of allAgents(config)) {
      if (definition.name === 'venue-watcher') continue;
      agents.push(await runAgent(definition, services));
    }
    agents.push(
      await runAgent(
        venueWatcher('kalshi', () => kalshi),
        services,
      ),
    );
    agents.push(
      await runAgent(
        venueWatcher('polymarket', () => polymarket),
        services,
      ),
    );

    const consume = { group: 'bench', consumer: 'bench' };
    const legOf = (legs: readonly { market: string }[]) =>
      legs.find((leg) => leg.market.startsWith('kalshi'))?.market ?? '';
    await bus.follow([channels.prices('kalshi')], (update) => seen(update.market, 1));
    await bus.follow([channels.opportunities], (opportunity) => seen(legOf(opportunity.legs), 2));
    await bus.consume(channels.tradeRequests, consume, async (request) => seen(legOf(request.opportunity.legs), 3));
    await bus.consume(channels.tradeApproved, consume, async ({ approval }) => seen(legOf(approval.legs), 4));
    await bus.consume(channels.tradeRejected, consume, async ({ rule, limit, value }) =>
      refused(new Error(`a trade of the bench was rejected: ${rule}, limit ${limit}, value ${value}`)),
    );
    await bus.consume(channels.tradeResults, consume, async (result) => {
      if (result.state === 'aborted') refused(new Error(`a trade of the bench was aborted: ${result.reason}`));
      if (result.state !== 'complete') return;
      seen(legOf(result.legs), 5);
      await resolvePair();
    });
    await bus.consume(channels.tradeResults, { group: 'bench-settled', consumer: 'bench' }, async (result) => {
      if (result.state === 'settled' && legOf(result.legs) === target) arrived();
    });

    // Both markets resolve after the trade, so that every trade meets an account without open positions.
    const resolvePair = async () => {
      for (const market of pairs[Number(target.slice(target.lastIndexOf('-') + 1))] ?? []) {
        const resolved = {
          ...market,
          status: 'resolved' as const,
          yesPayout: price(10_000),
          updatedAt: systemClock.now(),
        };
        await bus.publishDurable(channels.markets(market.platform), resolved);
      }
    };
    kalshi.tellMarkets(now);
    polymarket.tellMarkets(now);
    for (let index = 0; index < count; index++)
      await bus.publishDurable(channels.matchedMarkets, matchOfPair(index, now));
    await until(
      () => agents.find(({ name }) => name === 'opportunity-scanner')?.heartbeat().details['covers'] === count * 4,
    );

    const timings: { own: number[]; commits: number[] }[] = [];
    for (let index = 0; index < count; index++) {
      target = `kalshi:${kalshiTicker(index)}`;
      polymarket.frame(quietPolymarketBook(index, systemClock.now()), systemClock.now());
      kalshi.frame(quietKalshiSnapshot(index, 2 * index + 1), systemClock.now());
      await services.hub?.idle();
      stamps = [];
      meter.clear();
      const done = new Promise<void>((resolve, reject) => {
        arrived = resolve;
        refused = reject;
      });
      stamps[0] = performance.now();
      kalshi.frame(cheapKalshiDelta(index, 2 * index + 2), systemClock.now());
      await done;
      // What the trade left behind (risk state, capital) is read again before the next one starts.
      await new Promise<void>((resolve) => setTimeout(resolve, PAUSE_MS));
      if (index >= WARM_UP) timings.push(perHop(stamps, meter));
    }
    return summarise(timings);
  } finally {
    for (const agent of agents.toReversed()) await agent.stop();
    await bus.close();
    await services.close();
    await postgres.drop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

function perHop(stamps: Stamps, meter: CommitMeter): { own: number[]; commits: number[] } {
  const own: number[] = [];
  const commits: number[] = [];
  for (let hop = 0; hop < hops.length; hop++) {
    const from = stamps[hop] as number;
    const to = stamps[hop + 1] as number;
    const waited = meter.within(from, to);
    own.push(to - from - waited);
    commits.push(waited);
  }
  return { own, commits };
}

function summarise(timings: readonly { own: number[]; commits: number[] }[]): readonly HopTiming[] {
  const row = (hop: string, own: number[], commits: number[]): HopTiming => ({
    hop,
    p50: percentile(own, 0.5),
    p99: percentile(own, 0.99),
    commitsP50: percentile(commits, 0.5),
    commitsP99: percentile(commits, 0.99),
  });
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return [
    ...hops.map((hop, index) =>
      row(
        hop,
        timings.map(({ own }) => own[index] as number),
        timings.map(({ commits }) => commits[index] as number),
      ),
    ),
    row(
      'frame → order accepted',
      timings.map(({ own }) => sum(own)),
      timings.map(({ commits }) => sum(commits)),
    ),
  ];
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise<void>((resolve) => setImmediate(resolve));
}
