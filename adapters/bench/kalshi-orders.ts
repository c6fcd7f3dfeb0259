import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import { configSchema } from '@pm-arbitrage/core/config/schema.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import { marketId } from '@pm-arbitrage/core/domain/platform.js';
import { createLogger } from '@pm-arbitrage/core/log/logger.js';
import { parsePrice, parseQuantity, ZERO_USD } from '@pm-arbitrage/core/money/money.js';
import { KalshiTrading } from '../venues/kalshi/trading/kalshi-trading.js';

/** Medians of one order each, ms. */
export interface KalshiOrderBench {
  readonly orders: number;
  /** Body, checks and signature: off the critical path. */
  readonly prepareMs: number;
  /** From `send` to the outcome, server included. */
  readonly sendMs: number;
  readonly sendP99Ms: number;
}

const WARM_UP = 200;
const TICKER = 'KXBENCH-26NOV21-T1';

const MARKET: Market = {
  id: marketId('kalshi', TICKER),
  platform: 'kalshi',
  event: { id: 'E', title: 'E', exclusive: false, exhaustive: false, size: 1 },
  title: 'Bench',
  subtitle: '',
  rules: '',
  rulesHash: '',
  category: 'other',
  strike: null,
  sources: [],
  status: 'open',
  openTime: null,
  closeTime: Number.MAX_SAFE_INTEGER,
  resolutionTime: Number.MAX_SAFE_INTEGER,
  priceRanges: [{ start: parsePrice('0'), end: parsePrice('1'), step: parsePrice('0.01') }],
  lot: parseQuantity('0.01'),
  minQuantity: parseQuantity('0.01'),
  minNotional: ZERO_USD,
  fees: [{ from: 0, model: { kind: 'kalshi', multiplierPpm: 1_000_000, maker: 'none' } }],
  routing: { platform: 'kalshi', exchangeIndex: 0 },
  yesPayout: null,
  updatedAt: 0,
};

/** Answers every create as an immediate order that found nothing, so that no fills have to be waited for. */
function exchange(): Promise<{ readonly port: number; close(): void }> {
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      response.writeHead(201, { 'content-type': 'application/json' });
      response.end('{"order_id":"o","fill_count":"0.00","remaining_count":"0.00","ts_ms":1}');
    });
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () =>
      resolve({
        port: (server.address() as AddressInfo).port,
        close: () => {
          server.closeAllConnections();
          server.close();
        },
      }),
    );
  });
}

const sorted = (values: readonly number[]): number[] => values.toSorted((a, b) => a - b);
const at = (values: readonly number[], share: number): number => values[Math.floor(values.length * share)] ?? 0;

/**
 * How long an order at Kalshi takes on our side: prepared and signed, then sent over a warm connection on loopback and
 * judged. One at a time.
 */
export async function runKalshiOrderBench(key: 'ed25519' | 'rsa', orders = 400): Promise<KalshiOrderBench> {
  const pair = key === 'rsa' ? generateKeyPairSync('rsa', { modulusLength: 2048 }) : generateKeyPairSync('ed25519');
  const server = await exchange();
  const config = configSchema.parse({
    venues: {
      kalshi: {
        restUrl: `http://127.0.0.1:${server.port}/trade-api/v2`,
        wsUrl: `ws://127.0.0.1:${server.port}/trade-api/ws/v2`,
        apiKeyId: 'bench',
        privateKey: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      },
    },
  });
  // Budgets are not what is measured: this clock makes a second of them pass with every look at it.
  let elapsed = 0;
  const clock = { ...systemClock, monotonic: () => (elapsed += 1_000) };
  const venue = new KalshiTrading({
    config: config.venues.kalshi,
    clock,
    log: createLogger('silent'),
    marketOf: () => MARKET,
  });
  const prepareTimes: number[] = [];
  const sendTimes: number[] = [];
  for (let number = 0; number < WARM_UP + orders; number++) {
    const started = systemClock.monotonic();
    const prepared = await venue.prepare({
      clientOrderId: `bench-${number}`,
      tradeId: 'bench',
      legIndex: 0,
      market: MARKET.id,
      platform: 'kalshi',
      side: 'yes',
      action: 'buy',
      quantity: parseQuantity('10'),
      limitPrice: parsePrice('0.56'),
      timeInForce: 'ioc',
      postOnly: false,
      expiresAt: null,
    });
    const ready = systemClock.monotonic();
    const outcome = await prepared.send();
    const done = systemClock.monotonic();
    if (outcome.kind !== 'accepted') throw new Error(`the bench order was not accepted: ${JSON.stringify(outcome)}`);
    if (number < WARM_UP) continue;
    prepareTimes.push(ready - started);
    sendTimes.push(done - ready);
  }
  await venue.close();
  server.close();
  const [prepares, sends] = [sorted(prepareTimes), sorted(sendTimes)];
  return { orders, prepareMs: at(prepares, 0.5), sendMs: at(sends, 0.5), sendP99Ms: at(sends, 0.99) };
}
