import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateKeyPairSync } from 'node:crypto';
import { ensureApprovalKeys } from '@pm-arbitrage/core/approval/approval-keys.js';
import { aclFile } from '@pm-arbitrage/core/bus/acl/acl-file.js';
import { type PrivateRedis, redisForTests, startPrivateRedis } from '@pm-arbitrage/core/bus/test-redis.js';
import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import { type Config, configSchema } from '@pm-arbitrage/core/config/schema.js';
import { createPostgresDatabase, postgresMissing } from '@pm-arbitrage/core/db/test-database.js';
import { agentNames } from '@pm-arbitrage/core/domain/agent-names.js';
import { parseUsd } from '@pm-arbitrage/core/money/money.js';
import { HaltFile } from '@pm-arbitrage/core/runtime/halt-file.js';
import { putSecret, removeSecret } from '@pm-arbitrage/core/secrets/change-secrets.js';
import { parseSecretsKey } from '@pm-arbitrage/core/secrets/secrets-key.js';
import { type Simulator, startSimulator } from '@pm-arbitrage/simulator/start-simulator.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoConfig } from '../demo/demo-config.js';
import { openRedis } from '../redis/open-redis.js';
import { type EchoServer, startEchoServer } from '../testing/echo-server.js';
import type { Finding } from './finding.js';
import { findingLine } from './finding-line.js';
import { type DoctorParts, runDoctor } from './run-doctor.js';

const found = await redisForTests();
const missing =
  'unavailable' in found ? found.unavailable : postgresMissing === null ? null : `Postgres: ${postgresMissing}`;
if (!('unavailable' in found)) await found.stop();

const page = new URL('../../docs/operating.md', import.meta.url);
const [begin, end] = ['<!-- doctor -->', '<!-- end of doctor -->'];
const KEY = 'ab'.repeat(32);
const funder = { platform: 'polymarket', name: 'funder' } as const;
/** Not approved at any exchange. */
const stranger = {
  address: '0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A',
  privateKey: `0x${'11'.repeat(32)}`,
};
const readOnly = generateKeyPairSync('ed25519');

describe.skipIf(missing !== null)(`doctor${missing === null ? '' : ` (skipped: ${missing})`}`, () => {
  let simulator: Simulator;
  let echo: EchoServer;
  let redis: PrivateRedis;
  let forgetful: PrivateRedis;
  let postgres: Awaited<ReturnType<typeof createPostgresDatabase>>;
  let behind: Awaited<ReturnType<typeof createPostgresDatabase>>;
  let dataDir: string;
  let healthy: DoctorParts;

  beforeAll(async () => {
    simulator = await startSimulator({
      seed: 1,
      origin: systemClock.now(),
      clock: systemClock,
      participants: false,
      polymarketAccounts: [{ address: stranger.address, signatureType: 0, usd: parseUsd('100'), approved: false }],
    });
    echo = await startEchoServer();
    dataDir = mkdtempSync(join(tmpdir(), 'doctor-'));
    const acl = join(dataDir, 'users.acl');
    writeFileSync(acl, aclFile(new Map(agentNames.map((agent) => [agent, 'secret'])), 'pma:'));
    redis = await startPrivateRedis('persist', ['--aclfile', acl]);
    forgetful = await startPrivateRedis(undefined, ['--maxmemory-policy', 'allkeys-lru']);
    postgres = await createPostgresDatabase();
    behind = await createPostgresDatabase();
    await behind.database.statement(
      'forget',
      'delete from drizzle.__drizzle_migrations where id = (select max(id) from drizzle.__drizzle_migrations)',
      [],
    );
    const services = {
      redisUrl: redis.url.replace('redis://', 'redis://operator:secret@'),
      databaseUrl: postgres.url,
      dataDir,
      secretsKey: KEY,
    };
    const small = configSchema.parse({
      capital: { kalshi: '100', polymarket: '100' },
      services,
      alerts: { webhook: { url: `${echo.url}/hook`, secret: 'a secret of the hook' } },
    });
    ensureApprovalKeys(small.services);
    const config = demoConfig(small, simulator.endpoints, dataDir, { mode: 'live' });
    healthy = { config, clock: systemClock, node: '20.20.2', freeBytes: () => 50e9, sendAlerts: false };
  });
  afterAll(async () => {
    await simulator?.close();
    await echo?.close();
    await redis?.stop();
    await forgetful?.stop();
    await postgres?.drop();
    await behind?.drop();
  });

  async function look(change: Partial<DoctorParts> = {}): Promise<readonly Finding[]> {
    const findings: Finding[] = [];
    for await (const finding of runDoctor({ ...healthy, ...change })) findings.push(finding);
    return findings;
  }
  const services = (change: Partial<Config['services']>): Partial<DoctorParts> => ({
    config: { ...healthy.config, services: { ...healthy.config.services, ...change } },
  });
  const venue = (change: {
    kalshi?: Partial<Config['venues']['kalshi']>;
    polymarket?: Partial<Config['venues']['polymarket']>;
  }): Partial<DoctorParts> => {
    const { kalshi, polymarket } = healthy.config.venues;
    return {
      config: {
        ...healthy.config,
        venues: { kalshi: { ...kalshi, ...change.kalshi }, polymarket: { ...polymarket, ...change.polymarket } },
      },
    };
  };
  /** What differs from machine to machine, said alike. */
  const plain = (text: string): string =>
    text
      .replaceAll(dataDir, '.data')
      .replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:…')
      .replaceAll(/pma_test_\w+/g, 'swarm')
      .replaceAll(/0x[0-9a-fA-F]{40}/g, '0x…')
      .replaceAll(/\b[0-9a-f]{12}\b/g, '…')
      .replaceAll(/^(ok {6}(?:redis|postgres) +)\d+[.\d]+.*$/gm, '$1…')
      .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '2026-11-22T12:00:00.000Z')
      .replaceAll(/the first is \d+_\w+/g, 'the first is …');

  const shown: string[] = [];

  it('says ok to everything in a healthy set-up', { timeout: 240_000 }, async () => {
    const findings = await look();
    expect(findings.filter(({ state }) => state !== 'ok')).toEqual([]);
    expect(findings.length).toBeGreaterThan(25);
    shown.push(['$ npm run cli -- doctor', ...findings.map(findingLine)].join('\n'));
  });

  const broken: readonly (readonly [string, () => Promise<Partial<DoctorParts>> | Partial<DoctorParts>, string])[] = [
    ['an old Node', () => ({ node: '18.20.4' }), 'node'],
    ['Redis is down', () => services({ redisUrl: 'redis://me:password@127.0.0.1:1' }), 'redis'],
    ['Redis forgets', () => services({ redisUrl: forgetful.url }), 'redis persistence'],
    ['Redis throws away', () => services({ redisUrl: forgetful.url }), 'redis eviction'],
    ['everybody is one user of Redis', () => services({ redisUrl: forgetful.url }), 'redis user'],
    ['Postgres is down', () => services({ databaseUrl: 'postgres://me:password@127.0.0.1:1/swarm' }), 'postgres'],
    ['a migration is missing', () => services({ databaseUrl: behind.url }), 'migrations'],
    ['the disk is full', () => ({ freeBytes: () => 2e8 }), 'disk'],
    [
      'another secrets key',
      async () => {
        const key = parseSecretsKey(KEY, 'the test');
        await putSecret(postgres.database, funder, `0x${'22'.repeat(20)}`, { key, now: 1 });
        return services({ secretsKey: 'cd'.repeat(32) });
      },
      'stored secrets',
    ],
    [
      'a key that Kalshi does not know',
      async () => {
        await removeSecret(postgres.database, funder, 2);
        return venue({ kalshi: { apiKeyId: 'no-such-key' } });
      },
      'kalshi credentials',
    ],
    [
      'a key that may only read',
      () => {
        const publicKeyPem = readOnly.publicKey.export({ type: 'spki', format: 'pem' }) as string;
        simulator.kalshi.registerKey(simulator.kalshi.demoAccountId, { id: 'reader', publicKeyPem, scopes: ['read'] });
        const privateKey = readOnly.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
        return venue({ kalshi: { apiKeyId: 'reader', privateKey } });
      },
      'kalshi permissions',
    ],
    ['a clock that is wrong', () => ({ clock: ahead(120_000) }), 'kalshi clock'],
    [
      'a place from which nobody may trade',
      () => {
        simulator.polymarket.setGeoblock({ blocked: true, country: 'US' });
        return {};
      },
      'polymarket location',
    ],
    [
      'a wallet without allowances',
      () => {
        simulator.polymarket.setGeoblock({ blocked: false, country: 'PT' });
        return venue({ polymarket: { privateKey: stranger.privateKey } });
      },
      'polymarket allowances',
    ],
    [
      'less money than was confirmed',
      () => ({ config: { ...healthy.config, capital: { ...healthy.config.capital, kalshi: parseUsd('90000') } } }),
      'kalshi balance',
    ],
    ['an alert channel that refuses', () => ({ sendAlerts: true }), 'alerts webhook'],
  ];

  function ahead(ms: number): typeof systemClock {
    return Object.assign(Object.create(systemClock) as typeof systemClock, { now: () => systemClock.now() + ms });
  }

  it.each(broken)('says what to do: %s', { timeout: 240_000 }, async (_what, change, check) => {
    const parts = await change();
    const findings = await look(parts);
    const finding = findings.find((one) => one.check === check);
    expect(finding).toMatchObject({ state: 'wrong', todo: expect.stringMatching(/.{10,}/) as string });
    expect(JSON.stringify(findings)).not.toContain('password');
    if (finding) shown.push(findingLine(finding));
  });

  it('names groups that fill Redis for nobody, and whom to ask where it may not look', async () => {
    const direct = await openRedis(forgetful.url);
    await direct.xadd('pma:trade.results', '*', '_', '{}');
    await direct.xgroup('CREATE', 'pma:trade.results', 'strategy:cash-and-carry', '0');
    direct.disconnect();
    const groupsAt = async (redisUrl: string) =>
      (await look(services({ redisUrl }))).find(({ check }) => check === 'redis groups');
    const finding = await groupsAt(forgetful.url);
    expect(finding).toMatchObject({
      state: 'advice',
      says: expect.stringContaining('strategy:cash-and-carry') as string,
    });
    expect(finding?.todo).toContain('redis groups --forget');
    if (finding) shown.push(findingLine(finding));
    expect(await groupsAt(redis.url.replace('redis://', 'redis://executor:secret@'))).toMatchObject({
      state: 'advice',
      todo: expect.stringContaining('redis acl --rotate') as string,
    });
  });

  it('has advice for what works and should be better', async () => {
    const file = new HaltFile(dataDir);
    file.write({ id: 'h', reason: 'a look at the pairs', by: 'me', at: systemClock.now() });
    try {
      const findings = await look({ freeBytes: () => 3e9 });
      expect(findings.filter(({ state }) => state === 'advice').map(({ check }) => check)).toEqual(['disk', 'halt']);
    } finally {
      file.remove();
    }
    chmodSync(join(dataDir, 'guardian.key.pem'), 0o644);
    const readable = (await look()).find(({ check }) => check === 'guardian key');
    expect(readable).toMatchObject({ state: 'wrong', todo: expect.stringContaining('chmod 600') as string });
    chmodSync(join(dataDir, 'guardian.key.pem'), 0o600);
  });

  it('asks nothing of paper trading that it does not need', async () => {
    const { kalshi, polymarket } = healthy.config.venues;
    const paper: Config = {
      ...healthy.config,
      mode: 'paper',
      alerts: configSchema.parse({}).alerts,
      services: { ...healthy.config.services, redisUrl: null, databaseUrl: null, secretsKey: null },
      venues: {
        kalshi: { ...kalshi, apiKeyId: null, privateKey: null },
        polymarket: { ...polymarket, privateKey: null },
      },
    };
    const findings = await look({ config: paper });
    expect(findings.filter(({ state }) => state === 'wrong')).toEqual([]);
    const without = await look({ config: { ...paper, mode: 'live' } });
    expect(without.filter(({ state }) => state === 'wrong').map(({ check }) => check)).toEqual([
      'kalshi credentials',
      'polymarket credentials',
      'alerts',
    ]);
  });

  it('docs/operating.md shows what it says', () => {
    const text = readFileSync(page, 'utf8');
    const [good, ...bad] = shown.map(plain);
    const block = `\n\n\`\`\`\n${good}\n\`\`\`\n\nSet-ups that were broken on purpose:\n\n\`\`\`\n${bad.join('\n')}\n\`\`\`\n\n`;
    const wanted = text.slice(0, text.indexOf(begin) + begin.length) + block + text.slice(text.indexOf(end));
    if (process.env['UPDATE_DOCS'] === 'true') writeFileSync(page, wanted);
    expect(readFileSync(page, 'utf8')).toBe(wanted);
  });
});
