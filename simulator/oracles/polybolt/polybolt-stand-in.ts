import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import { FeedFaults } from '../feed-faults.js';
import { FeedServer } from '../feed-server.js';
import type { PriceOf } from '../price-of.js';
import { PolyboltConnection, type PolyboltKey, type PolyboltSubscription } from './polybolt-connection.js';

export interface PolyboltStandInOptions {
  readonly clock: Clock;
  /** Asked for `btc-usd`; what Chainlink and Pyth see. */
  readonly priceOf: PriceOf;
  readonly keys: readonly PolyboltKey[];
  readonly host?: string;
  readonly port?: number;
}

export interface PolyboltStandIn {
  readonly url: string;
  readonly faults: FeedFaults;
  connections(): number;
  subscriptions(): PolyboltSubscription[];
  /** The check of credentials fails for a reason of its own until told otherwise. */
  breakAuth(broken: boolean): void;
  /** The next `count` prints are left out as if clients read too slowly: no number is used, the next frame tells of them. */
  slow(count: number): void;
  /** Every client's key is good no longer; authenticating again helps. */
  expireAuth(): void;
  drop(): void;
  /** 4001 authentication, 4002 slow, 4003 draining, 4008 policy. */
  closeAll(code: number): void;
  close(): Promise<void>;
}

const PRINT_MS = 1_000;
const PING_MS = 25_000;
const SNAPSHOT_MS = 120_000;
/** Prints in an average. */
const SAMPLES = 60;

const symbolOf = (pair: string): string => `${pair.slice(0, -3)}-usd`;

/** Polymarket's PolyBolt on loopback: prices every second, and averages of the last sixty. */
export async function startPolybolt(options: PolyboltStandInOptions): Promise<PolyboltStandIn> {
  const { clock, keys, host = '127.0.0.1', port = 0 } = options;
  const faults = new FeedFaults();
  const priceOf = faults.told(options.priceOf);
  let broken = false;
  let slowed = 0;
  /** Prints left out by connection, until its next frame. */
  const dropped = new Map<PolyboltConnection, number>();
  /** A print of a subscription stamped with a whole second; an average is of the sixty seconds that end there. */
  const print = ({ symbol, windowSeconds }: PolyboltSubscription, time: number) => {
    let sum = 0;
    const samples = windowSeconds === null ? 1 : SAMPLES;
    for (let back = 0; back < samples; back++) sum += priceOf(symbolOf(symbol), time - back * 1_000);
    const value = sum / samples;
    return { timestamp: time + faults.skewMs, value: Number(value.toFixed(4)), full_accuracy_value: value.toFixed(8) };
  };
  const vendor = ({ channel }: PolyboltSubscription) =>
    channel.endsWith('.twap') ? { window_seconds: 60, source: 'chainlink' } : { source: 'pyth' };
  const snapshot = (connection: PolyboltConnection, subscription: PolyboltSubscription) => {
    const newest = Math.floor(clock.now() / PRINT_MS) * PRINT_MS;
    const data = [];
    for (let time = newest - SNAPSHOT_MS + PRINT_MS; time <= newest; time += PRINT_MS)
      data.push(print(subscription, time));
    const payload = { symbol: subscription.symbol, ...vendor(subscription), data };
    connection.data(subscription.channel, newest + faults.skewMs, payload, true);
  };
  const server = new FeedServer<PolyboltConnection>({
    clock,
    faults,
    host,
    port,
    pingMs: PING_MS,
    pongMs: 2 * PING_MS,
    lateCode: 4002,
    open: (line, url) =>
      url.pathname === '/ws'
        ? new PolyboltConnection({
            line,
            now: () => clock.now(),
            check: (key) => (broken ? 'auth_unavailable' : checkKey(keys, key)),
            subscribed: snapshot,
          })
        : null,
  });
  let newest = Math.floor(clock.now() / PRINT_MS);
  const stop = clock.every(PRINT_MS, () => {
    const second = Math.floor(clock.now() / PRINT_MS);
    if (second <= newest) return;
    newest = second;
    const time = second * PRINT_MS;
    for (const connection of server.clients()) {
      for (const subscription of connection.subscriptions()) {
        const { channel, symbol } = subscription;
        if (faults.frozen) continue;
        if (faults.takeLost()) {
          connection.lose(channel);
          continue;
        }
        if (slowed > 0) {
          slowed--;
          dropped.set(connection, (dropped.get(connection) ?? 0) + 1);
          continue;
        }
        const leftOut = dropped.get(connection) ?? 0;
        dropped.delete(connection);
        const payload = { symbol, ...print(subscription, time), ...vendor(subscription) };
        for (let times = faults.takeRepeated() ? 2 : 1; times > 0; times--)
          connection.data(channel, time + faults.skewMs, payload, false, leftOut);
      }
    }
  });
  const address = await server.listen();
  return {
    url: `ws://${address}/ws`,
    faults,
    connections: () => server.connections,
    subscriptions: () => server.clients().flatMap((client) => client.subscriptions()),
    slow: (count) => void (slowed += count),
    breakAuth: (isBroken) => void (broken = isBroken),
    expireAuth() {
      for (const client of server.clients()) client.expire();
    },
    drop: () => server.drop(),
    closeAll: (code) => server.closeAll(code, ''),
    async close() {
      stop();
      await server.close();
    },
  };
}

const checkKey = (keys: readonly PolyboltKey[], { apiKey, secret, passphrase }: PolyboltKey): 'auth_invalid' | null =>
  keys.some((key) => key.apiKey === apiKey && key.secret === secret && key.passphrase === passphrase)
    ? null
    : 'auth_invalid';
