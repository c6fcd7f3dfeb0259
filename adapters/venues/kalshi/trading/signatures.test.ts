import { constants, generateKeyPairSync, verify } from 'node:crypto';
import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import { configSchema } from '@pm-arbitrage/core/config/schema.js';
import { seededRandom } from '@pm-arbitrage/core/random/random.js';
import { KalshiAuth } from 'kalshi-typescript/dist/auth.js';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { KalshiSigner } from '../credentials.js';
import { KalshiRest } from './kalshi-rest.js';
import { SigningKeys } from './signing-keys.js';

const NOW = 1_795_219_200_123;
const PATH = '/trade-api/v2/portfolio/events/orders';
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ed25519 = generateKeyPairSync('ed25519');
const pem = (key: typeof rsa.privateKey) => key.export({ type: 'pkcs8', format: 'pem' }).toString();

/** RSA-PSS salts are random, so signatures are compared by what they verify: this text, with a salt of 32 bytes. */
const verifies = (text: string, signature: unknown) =>
  verify(
    'sha256',
    Buffer.from(text),
    { key: rsa.publicKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 },
    Buffer.from(String(signature), 'base64'),
  );

describe('signatures', () => {
  afterEach(() => void vi.useRealTimers());

  it.each([
    ['POST', PATH],
    ['DELETE', `${PATH}/3b23c1c7`],
    ['GET', '/trade-api/v2/portfolio/orders'],
  ])('%s %s is signed as the official client signs it', (method, path) => {
    vi.useFakeTimers({ now: NOW });
    const theirs = new KalshiAuth('key-1', pem(rsa.privateKey)).generateAuthHeaders(method, path);
    const ours = new KalshiSigner({ keyId: 'key-1', privateKey: pem(rsa.privateKey) }).headers(method, path, NOW);
    const { 'KALSHI-ACCESS-SIGNATURE': theirSignature, ...theirHeaders } = theirs;
    const { 'KALSHI-ACCESS-SIGNATURE': ourSignature, ...ourHeaders } = ours;
    expect(ourHeaders).toEqual(theirHeaders);
    expect(ourSignature).toHaveLength(String(theirSignature).length);
    expect(verifies(`${NOW}${method}${path}`, theirSignature)).toBe(true);
    expect(verifies(`${NOW}${method}${path}`, ourSignature)).toBe(true);
  });

  it('signs the full path with the time of the venue, whatever the key', () => {
    const clock = new SimulatedClock(NOW);
    const keys = new SigningKeys([{ keyId: 'key-2', privateKey: pem(ed25519.privateKey) }]);
    const rest = new KalshiRest({
      restUrl: 'http://127.0.0.1:1/trade-api/v2',
      keys,
      clock,
      random: seededRandom(1),
    });
    rest.time.observe(new Date(NOW + 7_000).toUTCString(), NOW, NOW);
    const { headers, signedAt } = rest.sign('POST', '/portfolio/events/orders');
    expect(Math.abs(signedAt - NOW - 7_000)).toBeLessThan(1_000);
    expect(headers['KALSHI-ACCESS-TIMESTAMP']).toBe(String(signedAt));
    const signature = Buffer.from(String(headers['KALSHI-ACCESS-SIGNATURE']), 'base64');
    expect(verify(null, Buffer.from(`${signedAt}POST${PATH}`), ed25519.publicKey, signature)).toBe(true);
  });
});

describe('SigningKeys', () => {
  const config = (kalshi: object) => configSchema.parse({ venues: { kalshi } }).venues.kalshi;

  it('passes on once for requests that were refused together', () => {
    const privateKey = pem(ed25519.privateKey);
    const keys = SigningKeys.of(
      config({ apiKeyId: 'a', privateKey, backupKeys: ['b', 'c'].map((apiKeyId) => ({ apiKeyId, privateKey })) }),
    );
    const first = keys.active;
    expect([keys.pass(first), keys.pass(first)]).toEqual([true, true]);
    expect(keys.active.keyId).toBe('b');
    keys.pass(keys.active);
    keys.pass(keys.active);
    expect(keys.active.keyId).toBe('a');
  });

  it('has nobody to pass to with a single key', () => {
    const keys = SigningKeys.of(config({ apiKeyId: 'a', privateKey: pem(rsa.privateKey) }));
    expect(keys.pass(keys.active)).toBe(false);
    expect(keys.active.keyId).toBe('a');
  });

  it.each([
    [{}, /set venues.kalshi.apiKeyId/],
    [{ apiKeyId: 'a' }, /API key a has no private key/],
    [{ apiKeyId: 'a', privateKeyPath: '/nowhere/key.pem' }, /API key a cannot be read/],
  ])('says what is missing: %j', (kalshi, message) => {
    expect(() => SigningKeys.of(config(kalshi))).toThrow(message);
  });
});
