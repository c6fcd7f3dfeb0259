import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import { describe, expect, it } from 'vitest';
import { privateKey } from './testing/kalshi-desk.js';
import { kalshi, keyOf, open, refusal, useScriptedKalshi } from './testing/scripted-desk.js';
import type { Script } from './testing/scripted-kalshi.js';

useScriptedKalshi();

describe('connecting', () => {
  it('checks everything, opens the private stream and warms connections', async () => {
    const venue = open();
    await venue.connect();
    expect(kalshi.subscriptions.map((text) => JSON.parse(text))).toEqual([
      { id: 1, cmd: 'subscribe', params: { channels: ['fill', 'user_orders'] } },
    ]);
    expect(kalshi.handshakes[0]?.['kalshi-access-key']).toBe('key-1');
    expect(kalshi.seen('GET', '/portfolio/balance').map(({ query }) => query.get('exchange_index'))).toEqual(
      expect.arrayContaining(['0', '2']),
    );
    expect(await venue.status()).toEqual({ orders: 'open', reason: '', clockSkewMs: 0 });
    expect(venue.latencyMs()).toBeNull();
  });

  const keys = (change: object) => ({ status: 200, body: { api_keys: [{ api_key_id: 'key-1', ...change }] } });
  const status = (exchange_active: boolean, trading_active: boolean) => ({
    status: 503,
    body: { exchange_active, trading_active, exchange_estimated_resume_time: '2026-11-21T15:00:00Z' },
  });
  it.each([
    ['kalshi.key-refused', 'GET /api_keys', refusal(401, 'authentication_error', 'NOT_FOUND'), /check that they exist/],
    ['kalshi.clock-skew', 'GET /api_keys', refusal(401, 'header_timestamp_expired'), /set its clock/],
    ['kalshi.scope', 'GET /api_keys', keys({ scopes: ['read'] }), /key-1 has the scopes read; .* make a new key/],
    [
      'kalshi.attestation',
      'GET /api_keys',
      { status: 200, body: { api_keys: [], api_key_region_expiration_ts: 1_700_000_000 } },
      /expired at 2023-11-14.*confirm your location/,
    ],
    ['kalshi.exchange-paused', 'GET /exchange/status', status(false, false), /resume at 2026-11-21T15/],
    ['kalshi.exchange-paused', 'GET /exchange/status', status(true, false), /trading is paused/],
    [
      'kalshi.unfunded',
      'GET /portfolio/balance',
      { status: 200, body: { balance: 0, balance_dollars: '0.0000' } },
      /deposit some/,
    ],
    ['kalshi.wire', 'GET /account/limits', { status: 200, body: { usage_tier: 1 } }, /usage_tier/],
  ] satisfies [string, string, Script, RegExp][])(
    'says what to do: %s (%s)',
    async (code, request, answer, message) => {
      kalshi.on(request, answer);
      const connecting = open().connect();
      await expect(connecting).rejects.toMatchObject({ code });
      await expect(connecting).rejects.toThrow(message);
    },
  );

  it('signs with the corrected clock, and refuses one that is far off', async () => {
    kalshi.skewMs = 20_000;
    const venue = open();
    await venue.connect();
    const stamp = Number(kalshi.seen('GET', '/account/limits')[0]?.headers['kalshi-access-timestamp']);
    expect(Math.abs(stamp - systemClock.now() - 20_000)).toBeLessThan(10_000);
    expect(Math.abs(((await venue.status()).clockSkewMs ?? 0) - 20_000)).toBeLessThan(10_000);
    kalshi.skewMs = -40_000;
    await expect(open().connect()).rejects.toThrow(/clock is \d+ s ahead of Kalshi's/);
  });

  it('goes on with the backup key when the first is refused', async () => {
    kalshi.on('GET /api_keys', (request) =>
      keyOf(request) === 'key-1'
        ? refusal(401, 'authentication_error', 'NOT_FOUND')
        : { status: 200, body: { api_keys: [{ api_key_id: 'key-2', scopes: ['read', 'write::trade'] }] } },
    );
    await open({ kalshi: { backupKeys: [{ apiKeyId: 'key-2', privateKey }] } }).connect();
    expect(kalshi.handshakes[0]?.['kalshi-access-key']).toBe('key-2');
  });
});
