import { expect, it } from 'vitest';
import { effectiveKeys, withStoredKeys } from './effective-keys.js';
import { configSchema } from './schema.js';

it('names what is stored where file and environment name nothing', () => {
  const config = configSchema.parse({ venues: { kalshi: { apiKeyId: 'id' } } });
  const stored = new Set(['venues.kalshi.apiKeyId', 'venues.kalshi.privateKey']);
  const sources = new Map([['venues.kalshi.apiKeyId', 'KALSHI_API_KEY_ID']]);
  const keys = new Map(withStoredKeys(effectiveKeys({ config, sources }), stored).map((one) => [one.key, one]));
  expect(keys.get('venues.kalshi.privateKey')).toMatchObject({ value: '[set]', source: 'secrets' });
  expect(keys.get('venues.kalshi.apiKeyId')).toMatchObject({ value: 'id', source: 'KALSHI_API_KEY_ID' });
  expect(keys.get('venues.polymarket.privateKey')).toMatchObject({ value: null, source: 'default' });
});

it('shows every key, and no secret: not in lists, and not in addresses', () => {
  const config = configSchema.parse({
    venues: {
      kalshi: { privateKey: 'canary', backupKeys: [{ apiKeyId: 'backup', privateKey: 'canary' }] },
      polymarket: { rpcUrl: 'https://node.example/v3/canary?key=canary', clobUrl: 'https://me:canary@clob.example/x' },
    },
    services: { databaseUrl: 'postgres://me:can/ary@db.example:5432/swarm?password=canary', redisUrl: null },
    dashboard: { passwordHash: 'scrypt$canary' },
  });
  const keys = new Map(effectiveKeys({ config, sources: new Map([['mode', 'file']]) }).map((one) => [one.key, one]));
  expect(JSON.stringify([...keys.values()])).not.toMatch(/can\/?ary/);
  expect(keys.get('mode')).toEqual({ key: 'mode', value: 'paper', source: 'file' });
  expect(keys.get('venues.kalshi.privateKey')?.value).toBe('[set]');
  expect(keys.get('venues.kalshi.backupKeys')?.value).toEqual([
    { apiKeyId: 'backup', privateKeyPath: null, privateKey: '[set]' },
  ]);
  expect(keys.get('venues.polymarket.rpcUrl')?.value).toBe('https://node.example/…');
  expect(keys.get('venues.polymarket.clobUrl')?.value).toBe('https://…@clob.example/x');
  expect(keys.get('services.redisUrl')?.value).toBeNull();
});
