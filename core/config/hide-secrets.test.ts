import { expect, it } from 'vitest';
import { hideSecrets, secretsOf } from './hide-secrets.js';
import { configSchema } from './schema.js';

const pem = '-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIAbcdefgh\n-----END PRIVATE KEY-----\n';
const config = configSchema.parse({
  venues: {
    kalshi: { privateKey: pem, backupKeys: [{ apiKeyId: 'backup', privateKey: 'a-backup-key' }] },
    polymarket: { rpcUrl: 'https://node.example/v3/0123456789abcdef0123?key=in-the-query' },
  },
  services: { databaseUrl: 'postgres://me:p%40ssword-1@db.example:5432/swarm', redisUrl: 'redis://localhost:6379' },
  alerts: { telegram: { botToken: '1:bot/token', chatId: '7' }, pushover: { token: 'pushover-token', user: 'short' } },
});
const secrets = secretsOf(config);

it.each([
  'the key MC4CAQAwBQYDK2VwBCIEIAbcdefgh was refused',
  'POST https://node.example/v3/0123456789abcdef0123 failed',
  'key=in-the-query',
  'a-backup-key',
  'password p@ssword-1 for me',
  'GET /bot1:bot/token/getUpdates',
  'token=1%3Abot%2Ftoken',
  '"token":"pushover-token"',
])('of %j nothing secret is left', (text) => {
  const hidden = hideSecrets(text, secrets);
  expect(hidden).toContain('[redacted]');
  expect(hidden).not.toMatch(/MC4C|0123456789|in-the-query|a-backup|p@ss|bot\/token|bot%2F|pushover-token/);
});

it('leaves everything else as it is, words that are short secrets included', () => {
  const text = 'a short message for chat 7 from -----BEGIN to https://node.example and db.example:5432/swarm';
  expect(hideSecrets(text, secrets)).toBe(text);
});
