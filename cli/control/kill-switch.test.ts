import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KalshiTrading } from '@pm-arbitrage/adapters/venues/kalshi/trading/kalshi-trading.js';
import { PolymarketTrading } from '@pm-arbitrage/adapters/venues/polymarket/trading/polymarket-trading.js';
import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import { loadConfig } from '@pm-arbitrage/core/config/load-config.js';
import type { Config } from '@pm-arbitrage/core/config/schema.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import { type Platform, platforms } from '@pm-arbitrage/core/domain/platform.js';
import { createLogger } from '@pm-arbitrage/core/log/logger.js';
import { parsePrice, parseQuantity } from '@pm-arbitrage/core/money/money.js';
import type { TradingVenue } from '@pm-arbitrage/core/ports/trading-venue.js';
import { randomIds } from '@pm-arbitrage/core/random/ids.js';
import { systemRandom } from '@pm-arbitrage/core/random/random.js';
import { type Simulator, startSimulator } from '@pm-arbitrage/simulator/start-simulator.js';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { listMarkets } from '../chaos/list-markets.js';
import { configDocument } from '@pm-arbitrage/core/config/document.js';
import { demoConfig } from '../demo/demo-config.js';
import { freePorts } from '../swarm/free-ports.js';
import { runCli } from '../testing/run-cli.js';
import type { HaltReport } from './halt-swarm.js';

/* The real command in a process of its own, the simulated venues, and nothing else that answers. */

const PRICES = ['0.10', '0.11'];

describe('the kill switch with Redis and Postgres gone', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pm-kill-switch-'));
  let simulator: Simulator;
  let config: Config;
  let markets: Readonly<Record<Platform, Market>>;
  let venues: Readonly<Record<Platform, TradingVenue>>;
  /** A port at which nothing listens, and one at which somebody accepts connections and never says a word. */
  let ports: Readonly<Record<'stopped' | 'silent', number>>;
  let silent: Server;
  let folders = 0;

  beforeAll(async () => {
    const clock = systemClock;
    simulator = await startSimulator({ seed: 5, origin: clock.now(), clock, speed: 0.001, participants: false });
    const { config: defaults } = loadConfig({ file: null, environment: {} });
    config = demoConfig(defaults, simulator.endpoints, folder, { mode: 'live' });
    const listed = await listMarkets(simulator.endpoints, clock);
    markets = { kalshi: first(listed.kalshi), polymarket: first(listed.polymarket) };
    const parts = {
      clock,
      log: createLogger('silent'),
      random: systemRandom(),
      marketOf: (id: Market['id']) => platforms.map((platform) => markets[platform]).find((market) => market.id === id),
    };
    venues = {
      kalshi: new KalshiTrading({ ...parts, config: config.venues.kalshi }),
      polymarket: new PolymarketTrading({ ...parts, config: config.venues.polymarket }),
    };
    for (const platform of platforms) await venues[platform].connect();
    silent = createServer().listen(0, '127.0.0.1');
    const [stopped = 0] = await freePorts(1);
    const address = silent.address();
    if (address === null || typeof address === 'string') throw new Error('no free port');
    ports = { stopped, silent: address.port };
  });
  afterEach(async () => {
    for (const platform of platforms) await venues[platform].cancelAll();
  });
  afterAll(async () => {
    for (const platform of platforms) await venues[platform].close();
    silent.close();
    await simulator.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** What really rests at a venue, whatever it tells. */
  const resting = (platform: Platform): number =>
    platform === 'kalshi'
      ? simulator.kalshi.truth(simulator.kalshi.demoAccountId).orders.filter(({ status }) => status === 'resting')
          .length
      : simulator.polymarket
          .truth(simulator.endpoints.polymarket.address)
          .orders.filter(({ status }) => status === 'LIVE').length;

  /** Orders of ours that wait in the books of both venues. */
  async function placeOrders(): Promise<void> {
    for (const platform of platforms) {
      for (const limitPrice of PRICES) {
        const order = await venues[platform].prepare({
          clientOrderId: randomIds.next(),
          tradeId: 'none',
          legIndex: 0,
          market: markets[platform].id,
          platform,
          side: 'yes',
          action: 'buy',
          quantity: parseQuantity('20'),
          limitPrice: parsePrice(limitPrice),
          timeInForce: 'gtc',
          postOnly: false,
          expiresAt: null,
        });
        expect(await order.send()).toMatchObject({ kind: 'accepted', order: { state: 'resting' } });
      }
    }
    expect(platforms.map(resting)).toEqual([PRICES.length, PRICES.length]);
  }

  /** A working folder with a live configuration whose servers are gone. */
  function workplace(servers: keyof typeof ports, change: (config: Config) => Config = (same) => same): string {
    const cwd = join(folder, `run-${++folders}`);
    const port = ports[servers];
    const changed = change({
      ...config,
      services: {
        ...config.services,
        dataDir: join(cwd, 'data'),
        redisUrl: `redis://127.0.0.1:${port}`,
        databaseUrl: `postgres://nobody@127.0.0.1:${port}/nothing`,
      },
    });
    mkdirSync(cwd, { recursive: true });
    writeFileSync(join(cwd, 'config.yaml'), JSON.stringify(configDocument(changed)), { mode: 0o600 });
    return cwd;
  }

  async function halt(cwd: string, reason: string) {
    const { code, stdout, stderr } = await runCli(['halt', '--reason', reason, '--json'], cwd);
    expect(stderr).toBe('');
    return { code, report: JSON.parse(stdout) as HaltReport };
  }

  it.each(['stopped', 'silent'] as const)(
    'leaves nothing resting at either venue after the command, and does not wait for servers that are %s, and again changes nothing',
    async (servers) => {
      await placeOrders();
      const cwd = workplace(servers);
      const { code, report } = await halt(cwd, 'everything is down');

      expect(platforms.map(resting)).toEqual([0, 0]);
      expect(report.venues.map(({ platform }) => platform)).toEqual(platforms);
      for (const venue of report.venues) {
        expect(venue).toMatchObject({ cancelled: PRICES.length, problem: null });
        expect(venue.afterMs).toBeLessThan(20_000);
      }
      // Nobody could be told but the venues: whoever starts in this folder is told by the file.
      expect(report).toMatchObject({ via: null, acknowledged: [], file: join(cwd, 'data', 'HALT') });
      expect(report.problems).toHaveLength(1);
      expect(report.problems[0]).toMatch(/Cannot open Postgres at .*Start it/);
      expect(code).toBe(1);
      const file = readFileSync(join(cwd, 'data', 'HALT'), 'utf8');
      expect(JSON.parse(file)).toMatchObject({ id: report.halt.id, reason: 'everything is down' });

      const again = await halt(cwd, 'to be sure');
      expect(again.report.venues).toMatchObject(
        platforms.map((platform) => ({ platform, cancelled: 0, problem: null })),
      );
      expect(again.report.problems).toEqual(report.problems);
      expect(readFileSync(join(cwd, 'data', 'HALT'), 'utf8')).toBe(file);
      expect(platforms.map(resting)).toEqual([0, 0]);
    },
  );

  it.each([
    ['kalshi', 'polymarket'],
    ['polymarket', 'kalshi'],
  ] as const)('cancels everything at the other venue when %s cannot be reached, and says so', async (lost, reached) => {
    await placeOrders();
    const nowhere = `http://127.0.0.1:${ports.stopped}`;
    const cwd = workplace('stopped', ({ venues: { kalshi, polymarket }, ...rest }) => ({
      ...rest,
      venues: {
        kalshi: { ...kalshi, ...(lost === 'kalshi' ? { restUrl: `${nowhere}/trade-api/v2` } : {}) },
        polymarket: { ...polymarket, ...(lost === 'polymarket' ? { clobUrl: nowhere } : {}) },
      },
    }));
    const { code, report } = await halt(cwd, 'a venue is away');
    expect(resting(reached)).toBe(0);
    expect(resting(lost)).toBe(PRICES.length);
    const answers = new Map(report.venues.map((venue) => [venue.platform, venue]));
    expect(answers.get(reached)).toMatchObject({ cancelled: PRICES.length, problem: null });
    expect(answers.get(reached)?.afterMs).toBeLessThan(20_000);
    expect(answers.get(lost)).toMatchObject({ cancelled: null });
    expect(report.problems).toContainEqual(expect.stringMatching(new RegExp(`^${lost}: .+`)));
    expect(code).toBe(1);
    expect(readFileSync(join(cwd, 'data', 'HALT'), 'utf8')).toContain('a venue is away');
  });
});

/** One that rests orders without a delay. */
function first(listed: readonly Market[]): Market {
  const market = listed[0];
  if (!market) throw new Error('the simulated venue lists no open market');
  return market;
}
