import { CodedError } from '@pm-arbitrage/core/errors/coded-error.js';
import type { Logger } from '@pm-arbitrage/core/log/logger.js';
import { VenueRequestError } from '../../../transport/json-client.js';
import type { KalshiAccount } from './account.js';
import type { KalshiRest } from './kalshi-rest.js';
import { costsSchema, keysSchema, limitsSchema, readWire } from './wire.js';

/** Thrown when no order may leave for Kalshi; the message says what to do about it. */
export class KalshiAccessError extends CodedError {}

/** A clock that is off by more is broken, and other times that it stamps are wrong as well. */
export const MAX_SKEW_MS = 30_000;

/**
 * Makes sure that orders may leave: clock, exchange, keys and their scopes, attested location, budgets, funds.
 * @returns until when the location is attested, Unix ms; null where that is not limited
 * @throws KalshiAccessError that says what to do, VenueRequestError when the venue does not answer
 */
export async function checkAccess(rest: KalshiRest, account: KalshiAccount, log: Logger): Promise<number | null> {
  const status = await account.status();
  checkClock(rest.time.skewMs ?? 0);
  if (status.orders === 'closed' || status.orders === 'cancel-only')
    throw new KalshiAccessError(
      'kalshi.exchange-paused',
      `Kalshi takes no orders: ${status.reason}; start again when it trades (every Thursday 03:00-05:00 New York time ` +
        'it does not)',
    );
  const attestedUntil = await checkKeys(rest, log);
  const limits = readWire(limitsSchema, await rest.read({ path: '/account/limits' }), 'GET /account/limits');
  const costs = readWire(costsSchema, await rest.read({ path: '/account/endpoint_costs' }), 'GET endpoint_costs');
  rest.budget.price(costs.default_cost, costs.endpoint_costs);
  const [read, write] = [limits.read, limits.write].map((one) => ({
    perSecond: one.refill_rate,
    capacity: one.bucket_capacity,
  })) as [{ perSecond: number; capacity: number }, { perSecond: number; capacity: number }];
  rest.budget.size(read, write);
  const cash = await Promise.all(account.shards.map((shard) => account.cash(shard)));
  if (cash.every((amount) => amount <= 0))
    throw new KalshiAccessError(
      'kalshi.unfunded',
      'the Kalshi account has no cash on any shard; deposit some, and move it to the shards that are traded',
    );
  const unfunded = account.shards.filter((_, index) => (cash[index] as number) <= 0);
  if (unfunded.length > 0) log.warn({ shards: unfunded }, 'no cash on these shards of Kalshi, their markets are left');
  log.info({ tier: limits.usage_tier, skewMs: rest.time.skewMs }, 'Kalshi lets orders through');
  return attestedUntil;
}

function checkClock(skewMs: number): void {
  if (Math.abs(skewMs) <= MAX_SKEW_MS) return;
  throw new KalshiAccessError(
    'kalshi.clock-skew',
    `this machine's clock is ${Math.round(Math.abs(skewMs) / 1000)} s ${skewMs > 0 ? 'behind' : 'ahead of'} Kalshi's; ` +
      'set it (switch network time on) and start again',
    { skewMs },
  );
}

async function checkKeys(rest: KalshiRest, log: Logger): Promise<number | null> {
  const listed = await listKeys(rest);
  const scopes = new Map(listed.api_keys.map((key) => [key.api_key_id, key.scopes ?? null]));
  for (const { keyId } of rest.keys.all) {
    // A key that names no scopes has the default ones, read and write.
    const granted = scopes.get(keyId) ?? ['read', 'write'];
    const mayTrade = granted.includes('write') || granted.includes('write::trade');
    if (mayTrade && granted.includes('read')) continue;
    const problem =
      `the Kalshi API key ${keyId} has the scopes ${granted.join(', ') || 'none'}; ` +
      'orders need read and write (or write::trade): make a new key in the account settings';
    if (keyId === rest.keys.active.keyId) throw new KalshiAccessError('kalshi.scope', problem, { keyId });
    log.warn({ keyId }, problem);
  }
  const until = listed.api_key_region_expiration_ts;
  if (typeof until !== 'number') return null;
  if (until * 1000 <= rest.time.now())
    throw new KalshiAccessError(
      'kalshi.attestation',
      `the location attested for API keys expired at ${new Date(until * 1000).toISOString()}; ` +
        'confirm your location again in the account settings of Kalshi',
    );
  return until * 1000;
}

async function listKeys(rest: KalshiRest) {
  const path = '/api_keys';
  try {
    return readWire(keysSchema, await rest.read({ path }), `GET ${path}`);
  } catch (error) {
    if (!(error instanceof VenueRequestError) || (error.status !== 401 && error.status !== 403)) throw error;
    if (error.venueCode === 'header_timestamp_expired')
      throw new KalshiAccessError(
        'kalshi.clock-skew',
        "Kalshi refuses this machine's time stamps; set its clock (switch network time on) and start again",
        {},
        { cause: error },
      );
    throw new KalshiAccessError(
      'kalshi.key-refused',
      `Kalshi refuses every configured API key (${error.status} ${error.venueCode}); check that they exist, have not ` +
        'expired, belong to this environment (production or demo) and match their private keys',
      {},
      { cause: error },
    );
  }
}
