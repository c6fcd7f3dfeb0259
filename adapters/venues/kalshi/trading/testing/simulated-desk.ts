import { generateKeyPairSync } from 'node:crypto';
import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import { isOrderFinal, type OrderSpec, type VenueOrder } from '@pm-arbitrage/core/domain/order.js';
import { marketId } from '@pm-arbitrage/core/domain/platform.js';
import { parseUsd } from '@pm-arbitrage/core/money/money.js';
import type { PlaceOutcome } from '@pm-arbitrage/core/ports/trading-venue.js';
import { type Simulator, startSimulator } from '@pm-arbitrage/simulator/start-simulator.js';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type { KalshiTrading } from '../kalshi-trading.js';
import { listing, order, refOf, tradingAt } from './kalshi-desk.js';

/* Order entry against the simulated exchange, over real sockets: what the venue knows is compared with what we say. */

const pairs = ['taker', 'backup', 'maker'].map((id) => {
  const pair = id === 'backup' ? generateKeyPairSync('rsa', { modulusLength: 2048 }) : generateKeyPairSync('ed25519');
  return {
    id,
    publicKeyPem: pair.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    privateKey: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
});
export const [takerKey, backupKey, makerKey] = pairs as [
  (typeof pairs)[number],
  (typeof pairs)[number],
  (typeof pairs)[number],
];
const cash = { 0: parseUsd('1000'), 2: parseUsd('1000'), 3: parseUsd('1000') };

/** Real timers, with a time of day of ours that can be moved. */
let laterMs = 0;
const movedClock: Clock = { ...systemClock, now: () => systemClock.now() + laterMs };

export let simulator: Simulator;
export let market: Market;
let port: number;
let accounts = 0;

/** The taker's own account is new in every test, so what it holds can be counted. */
export let taker: KalshiTrading;
export let maker: KalshiTrading;
let takerAccount: string;
const opened: KalshiTrading[] = [];
let orders = 0;

export const connectAs = (
  key: (typeof pairs)[number],
  options: Parameters<typeof tradingAt>[2] = {},
): KalshiTrading => {
  const { kalshi, ...rest } = options;
  const venue = tradingAt(port, movedClock, {
    marketOf: (id) => (id === market.id ? market : undefined),
    ...rest,
    kalshi: { apiKeyId: key.id, privateKey: key.privateKey, ...kalshi },
  });
  opened.push(venue);
  return venue;
};
export const spec = (change: Partial<OrderSpec> = {}): OrderSpec =>
  order({ clientOrderId: `order-${++orders}`, market: market.id, expiresAt: movedClock.now() + 2_000, ...change });
export const place = async (venue: KalshiTrading, asked: OrderSpec): Promise<PlaceOutcome> =>
  (await venue.prepare(asked)).send();
export const accepted = async (venue: KalshiTrading, asked: OrderSpec): Promise<VenueOrder> => {
  const outcome = await place(venue, asked);
  if (outcome.kind !== 'accepted') throw new Error(`not accepted: ${JSON.stringify(outcome)}`);
  return outcome.order;
};
/** Somebody else's order, so that there is something to trade against. */
export const offer = (change: Partial<OrderSpec>) => accepted(maker, spec({ timeInForce: 'gtc', ...change }));
export const truth = () => simulator.kalshi.truth(takerAccount);
export const ends = async (asked: OrderSpec, venue = taker): Promise<VenueOrder> => {
  for (;;) {
    const seen = await venue.lookup(refOf(asked));
    if (seen && isOrderFinal(seen.state)) return seen;
  }
};
/** The taker's keys at the exchange carry the number of the account. */
export const takersKey = (key: (typeof pairs)[number] = takerKey) => ({ ...key, id: `${key.id}-${accounts}` });
/** Moves our time of day. */
export const moveClock = (ms: number): void => {
  laterMs = ms;
};

/** One exchange for the file, a new account for every test. */
export function useSimulatedKalshi(): void {
  beforeAll(async () => {
    simulator = await startSimulator({
      seed: 7,
      origin: systemClock.now() - 120_000,
      clock: systemClock,
      participants: false,
      kalshiAccounts: [{ id: 'maker', cash, tier: 'prestige', keys: [makerKey] }],
    });
    port = Number(new URL(simulator.endpoints.kalshi.restUrl).port);
    const answer = await fetch(`${simulator.endpoints.kalshi.restUrl}/markets?status=open&limit=1000`);
    const { markets } = (await answer.json()) as {
      markets: { ticker: string; exchange_index: number; close_time: string; price_level_structure: string }[];
    };
    const [found] = markets
      .filter((one) => one.price_level_structure === 'linear_cent')
      .toSorted((a, b) => Date.parse(b.close_time) - Date.parse(a.close_time));
    if (!found) throw new Error('the simulated exchange lists no market with whole cents');
    market = listing({
      id: marketId('kalshi', found.ticker),
      routing: { platform: 'kalshi', exchangeIndex: found.exchange_index },
    });
  });
  afterAll(() => simulator.close());

  beforeEach(async () => {
    laterMs = 0;
    takerAccount = `taker-${++accounts}`;
    const keys = [takerKey, backupKey].map((key) => ({ ...key, id: `${key.id}-${accounts}` }));
    simulator.kalshi.openAccount({ id: takerAccount, cash, tier: 'prestige', keys });
    taker = connectAs(takersKey());
    maker = connectAs(makerKey);
    await taker.connect();
  });
  afterEach(async () => {
    laterMs = 0;
    simulator.faults.clear();
    Object.assign(simulator.kalshi.switches, { listsKilledOrders: true, readLagMs: 0 });
    await maker.cancelAll();
    for (const venue of opened.splice(0)) await venue.close();
  });
}
