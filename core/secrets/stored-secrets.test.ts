import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { configSchema } from '../config/schema.js';
import type { Database } from '../db/database.js';
import { venues } from '../db/schema/schema.js';
import { emptyDatabase, testDatabases } from '../db/test-database.js';
import { putSecret, removeSecret, rotateSecrets } from './change-secrets.js';
import { secretName } from './secret-name.js';
import { parseSecretsKey, readSecretsKeyFile } from './secrets-key.js';
import { readSealedSecrets } from './stored-secrets.js';
import { withStoredSecrets } from './with-stored-secrets.js';

const hex = 'ab'.repeat(32);
const key = parseSecretsKey(hex, 'the test');
const next = parseSecretsKey('cd'.repeat(32), 'the test');
const NOW = 1_000;

describe.each(testDatabases)('secrets stored on $kind', ({ missing, open }) => {
  if (missing !== null) {
    it.skip(`needs a server: ${missing}`, () => undefined);
    return;
  }
  let database: Database;
  let close: () => Promise<void>;
  beforeAll(async () => ({ database, close } = await open()));
  afterAll(() => close());
  beforeEach(() => emptyDatabase(database));

  const put = (platform: string, name: string, secret: string, under = key) =>
    putSecret(database, secretName(platform, name), secret, { key: under, now: NOW });
  const config = (change: object = {}, secretsKey: string | null = hex) =>
    configSchema.parse({ venues: change, services: { secretsKey } });

  it('fills the places that file and environment leave empty, of the venues that are wanted, and no other', async () => {
    await put('kalshi', 'apiKeyId', 'the stored id');
    await put('kalshi', 'privateKey', 'the stored key');
    await put('polymarket', 'privateKey', '0x1');
    const { config: both, filled } = await withStoredSecrets(
      config({ kalshi: { apiKeyId: 'from the environment' } }),
      ['kalshi'],
      database,
    );
    expect(both.venues.kalshi).toMatchObject({ apiKeyId: 'from the environment', privateKey: 'the stored key' });
    expect(both.venues.polymarket.privateKey).toBeNull();
    expect(filled).toEqual(['venues.kalshi.privateKey']);
    const byFile = await withStoredSecrets(config({ kalshi: { privateKeyPath: 'a.pem' } }), ['kalshi'], database);
    expect(byFile.config.venues.kalshi).toMatchObject({ privateKey: null, apiKeyId: 'the stored id' });
    const nobody = await withStoredSecrets(config(), [], database);
    expect(nobody.config.venues).toEqual(config().venues);
  });

  it('stay shut without a key, which is told; a wrong key is an error', async () => {
    await put('kalshi', 'privateKey', 'the stored key');
    const shut = await withStoredSecrets(config({}, null), ['kalshi'], database);
    expect(shut).toMatchObject({ filled: [], shut: ['venues.kalshi.privateKey'] });
    expect(shut.config.venues.kalshi.privateKey).toBeNull();
    await expect(withStoredSecrets(config({}, 'cd'.repeat(32)), ['kalshi'], database)).rejects.toThrow(
      /kalshi privateKey was sealed with key [0-9a-f]{12}, not with the configured one/,
    );
  });

  it('hold nothing readable, and refuse to open in the place of another', async () => {
    await put('kalshi', 'privateKey', 'the stored key');
    const [row] = await database.queries.select().from(venues);
    expect(row?.credentials).not.toContain('the stored key');
    const moved = row?.credentials?.replace('privateKey', 'apiKeyId') ?? '';
    await database.queries.update(venues).set({ credentials: moved }).where(eq(venues.platform, 'kalshi'));
    await expect(withStoredSecrets(config(), ['kalshi'], database)).rejects.toThrow(/altered or moved/);
    await database.queries.update(venues).set({ credentials: '{"a":1}' }).where(eq(venues.platform, 'kalshi'));
    await expect(withStoredSecrets(config(), ['kalshi'], database)).rejects.toThrow(/cannot be read.*secrets set/);
  });

  it('are set by several at once without one being forgotten, replaced and removed', async () => {
    await Promise.all([
      put('kalshi', 'apiKeyId', 'a'),
      put('kalshi', 'privateKey', 'b'),
      put('polymarket', 'rpcUrl', 'https://node/c'),
    ]);
    await put('kalshi', 'privateKey', 'b2');
    expect(await removeSecret(database, secretName('kalshi', 'apiKeyId'), NOW)).toBe(true);
    expect(await removeSecret(database, secretName('kalshi', 'apiKeyId'), NOW)).toBe(false);
    const { config: opened } = await withStoredSecrets(config(), ['kalshi', 'polymarket'], database);
    expect(opened.venues.kalshi).toMatchObject({ apiKeyId: null, privateKey: 'b2' });
    expect(opened.venues.polymarket.rpcUrl).toBe('https://node/c');
  });

  it('are sealed anew with another key, all of them or none', async () => {
    await put('kalshi', 'privateKey', 'a');
    await put('polymarket', 'privateKey', 'b');
    const before = await readSealedSecrets(database.queries);
    expect(await rotateSecrets(database, { from: key, to: next, now: NOW + 1, dryRun: true })).toBe(2);
    expect(await readSealedSecrets(database.queries)).toEqual(before);
    expect(await rotateSecrets(database, { from: key, to: next, now: NOW + 1 })).toBe(2);
    const opened = await withStoredSecrets(config({}, 'cd'.repeat(32)), ['kalshi', 'polymarket'], database);
    expect([opened.config.venues.kalshi.privateKey, opened.config.venues.polymarket.privateKey]).toEqual(['a', 'b']);
    await expect(withStoredSecrets(config(), ['kalshi'], database)).rejects.toThrow(/sealed with key/);
    // When it was set is no matter of the key.
    expect((await readSealedSecrets(database.queries)).get('kalshi')?.['privateKey']?.at).toBe(
      before.get('kalshi')?.['privateKey']?.at,
    );

    await put('kalshi', 'apiKeyId', 'sealed with the key of before', key);
    const mixed = await readSealedSecrets(database.queries);
    await expect(rotateSecrets(database, { from: next, to: key, now: NOW })).rejects.toThrow(
      /kalshi apiKeyId was sealed/,
    );
    expect(await readSealedSecrets(database.queries)).toEqual(mixed);
  });
});

it('a key file that others can read is refused, with what to do', () => {
  const path = join(mkdtempSync(join(tmpdir(), 'key-')), 'key');
  writeFileSync(path, `${hex}\n`, { mode: 0o600 });
  expect(readSecretsKeyFile(path)).toEqual(key);
  for (const mode of [0o640, 0o604, 0o620]) {
    chmodSync(path, mode);
    expect(() => readSecretsKeyFile(path)).toThrow(`mode ${mode.toString(8)}); run: chmod 600 ${path}`);
  }
  expect(() => readSecretsKeyFile(`${path}.none`)).toThrow(/Cannot read the key file.*create-key/);
});
