import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { channels } from '@pm-arbitrage/core/bus/channels.js';
import { redisForTests, startPrivateRedis } from '@pm-arbitrage/core/bus/test-redis.js';
import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import { secretsOf } from '@pm-arbitrage/core/config/hide-secrets.js';
import { type LoadedConfig, loadConfig } from '@pm-arbitrage/core/config/load-config.js';
import type { Config } from '@pm-arbitrage/core/config/schema.js';
import { openDatabase } from '@pm-arbitrage/core/db/open-database.js';
import { oracleTypes } from '@pm-arbitrage/core/domain/oracle-tick.js';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import { createLogger } from '@pm-arbitrage/core/log/logger.js';
import { openServices } from '@pm-arbitrage/core/runtime/open-services.js';
import { readRuntimeFile } from '@pm-arbitrage/core/runtime/runtime-file.js';
import { putSecret } from '@pm-arbitrage/core/secrets/change-secrets.js';
import { configuredSecretsKey } from '@pm-arbitrage/core/secrets/secrets-key.js';
import { type Simulator, startSimulator } from '@pm-arbitrage/simulator/start-simulator.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoConfig } from '../demo/demo-config.js';
import { besideSecrets, type Canary, canaries } from '../testing/canaries.js';
import { type EchoServer, startEchoServer } from '../testing/echo-server.js';
import { everyKey, everyRow } from '../testing/everything-stored.js';
import { runCli } from '../testing/run-cli.js';
import { until } from '@pm-arbitrage/core/testing/until.js';
import { redisProblem } from './servers.js';
import { runSwarm } from './run-swarm.js';
import { swarmAgents } from './swarm-agents.js';

/*
 * A secret of its own in every place that takes one, a swarm that uses them, services that refuse it and repeat all they
 * were sent. Whatever it emits is then searched for them.
 */

const found = await redisForTests();
const missing = 'unavailable' in found ? ` (skipped: ${found.unavailable})` : '';
if (!('unavailable' in found)) await found.stop();

/** Every address of a service leads to the server that repeats. */
function leadTo<T>(section: T, url: string): T {
  if (Array.isArray(section) || typeof section !== 'object' || section === null) return section;
  const entries = Object.entries(section).map(([name, value]: [string, unknown]) => {
    const isAddress = typeof value === 'string' && /url$/i.test(name) && !value.includes('canary');
    const socket = isAddress && value.startsWith('ws');
    return [name, isAddress ? (socket ? url.replace('http', 'ws') : url) : leadTo(value, url)];
  });
  return Object.fromEntries(entries) as T;
}

describe.skipIf(missing !== '')(`canaries in every secret${missing}`, () => {
  let simulator: Simulator;
  let echo: EchoServer;
  let redis: Awaited<ReturnType<typeof startPrivateRedis>>;
  let birds: readonly Canary[];
  const dataDir = mkdtempSync(join(tmpdir(), 'canaries-'));

  beforeAll(async () => {
    simulator = await startSimulator({ seed: 1, origin: systemClock.now(), clock: systemClock });
    echo = await startEchoServer();
    redis = await startPrivateRedis();
    birds = canaries(echo.url);
  });
  afterAll(async () => {
    await simulator?.close();
    await echo?.close();
    await redis?.stop();
  });

  /** Live on the simulated venues: with the environment's wallet, and with the key of Kalshi that is stored. */
  function configured(): LoadedConfig & { readonly stored: readonly string[] } {
    const environment = {
      ...besideSecrets,
      ...Object.fromEntries(birds.map(({ variable, value }) => [variable, value])),
    };
    const { config, sources } = loadConfig({ file: null, environment });
    const venues = demoConfig(config, simulator.endpoints, dataDir, { mode: 'live' });
    const { kalshi, polymarket } = venues.venues;
    const changed: Config = {
      ...venues,
      llm: { ...config.llm, baseUrl: echo.url },
      oracles: { ...leadTo(config.oracles, echo.url), run: [...oracleTypes] },
      alerts: leadTo(config.alerts, echo.url),
      services: { ...config.services, redisUrl: redis.url, databaseUrl: null, dataDir, opsPort: 0 },
      venues: { kalshi: { ...kalshi, apiKeyId: null, privateKey: null }, polymarket },
    };
    return { config: changed, sources, stored: [kalshi.apiKeyId ?? '', kalshi.privateKey ?? ''] };
  }

  it('are in no log, error, metric, heartbeat, alert, row or answer', { timeout: 240_000 }, async () => {
    const { config, sources, stored } = configured();
    const emitted: string[] = [];
    const log = createLogger('trace', { write: (line) => void emitted.push(line) }, secretsOf(config));
    const services = await openServices({ config, log });
    try {
      const key = configuredSecretsKey(config.services);
      if (key === null) throw new Error('no key is configured');
      const [apiKeyId = '', privateKey = ''] = stored;
      const now = systemClock.now();
      await putSecret(services.database, { platform: 'kalshi', name: 'apiKeyId' }, apiKeyId, { key, now });
      await putSecret(services.database, { platform: 'kalshi', name: 'privateKey' }, privateKey, { key, now });

      const swarm = await runSwarm(services, swarmAgents({ config, sources }), true);
      try {
        const bus = services.busFor('operator');
        await bus.publishDurable(channels.alerts, {
          id: 'canary-alert',
          tier: 'emergency' as const,
          kind: 'test',
          dedupeKey: 'test',
          title: 'All channels are told',
          body: '',
          source: 'test',
          at: systemClock.now(),
        });
        // Used, and refused with an answer that repeats them: of channels, oracles and the node.
        const used = [
          'PUSHOVER_TOKEN',
          'TELEGRAM_BOT_TOKEN',
          'DISCORD_BOT_TOKEN',
          'ALERT_WEBHOOK_URL',
          'OPENWEATHER_API_KEY',
        ];
        const reached = (variable: string) =>
          birds.some((one) => one.variable === variable && one.marks.some((mark) => echo.received().includes(mark)));
        await until(
          'the services were asked',
          () => used.filter((variable) => !reached(variable)).length === 0,
          120_000,
        ).catch((error: unknown) => {
          throw new Error(`never used: ${used.filter((variable) => !reached(variable)).join(', ')}`, { cause: error });
        });
        const runtime = readRuntimeFile(dataDir);
        const headers = { authorization: `Bearer ${runtime?.token}` };
        for (const path of ['/healthz', '/metrics', '/api/status', '/api/trades', '/api/positions', '/api/none'])
          emitted.push(await (await fetch(swarm.opsUrl + path, { headers })).text());
        await bus.close();
      } finally {
        await swarm.stop();
      }
      emitted.push(await everyRow(services.database), await everyKey(redis.url));
    } finally {
      await services.close();
    }

    // Errors of what cannot be reached name the place and not the password.
    const value = (variable: string) => birds.find((one) => one.variable === variable)?.value ?? '';
    emitted.push((await redisProblem(value('REDIS_URL'))) ?? '');
    await openDatabase({ url: value('DATABASE_URL') }).catch((error: unknown) => emitted.push(messageOf(error)));
    const env = {
      ...besideSecrets,
      ...Object.fromEntries(birds.map((one) => [one.variable, one.value])),
      REDIS_URL: '',
      DATABASE_URL: '',
    };
    for (const args of [['config', 'check'], ['config', 'check', '--json'], ['status'], ['secrets', 'list']]) {
      const { stdout, stderr } = await runCli(args, dataDir, { ...env, DATA_DIR: dataDir });
      emitted.push(stdout, stderr);
    }

    const text = emitted.join('\n');
    // It did say something.
    for (const proof of [
      'stored credentials opened',
      'pma_agent_heartbeat_timestamp_seconds',
      '"agent":"executor"',
      'canary-alert',
      '[set]',
    ])
      expect(text).toContain(proof);
    const storedMarks = stored.map((secret) => ({ variable: 'stored', marks: [secret.split('\n')[1] ?? secret] }));
    const leaks = [...birds, ...storedMarks].flatMap(({ variable, marks }) =>
      marks
        .filter((mark) => mark !== '' && text.includes(mark))
        .map((mark) => `${variable}: ${text.slice(Math.max(0, text.indexOf(mark) - 300), text.indexOf(mark) + 20)}`),
    );
    expect(leaks).toEqual([]);
  });
});
