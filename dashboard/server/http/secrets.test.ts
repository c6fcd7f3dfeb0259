import type { Database } from '@pm-arbitrage/core/db/database.js';
import { environmentKeys } from '@pm-arbitrage/core/config/environment.js';
import { loadConfig } from '@pm-arbitrage/core/config/load-config.js';
import { createEmbeddedDatabase } from '@pm-arbitrage/core/db/test-database.js';
import { putSecret, removeSecret } from '@pm-arbitrage/core/secrets/change-secrets.js';
import { parseSecretsKey } from '@pm-arbitrage/core/secrets/secrets-key.js';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RouteName, routes } from '../../protocol/routes.js';
import { settingsViewSchema } from '../../protocol/settings-view.js';
import { topicNames } from '../../protocol/topics.js';
import { followLive } from '../testing/follow-live.js';
import { startDashboard } from '../testing/start-dashboard.js';
import { until } from '@pm-arbitrage/core/testing/until.js';

const CANARY = 'canary7f3a';

/** What channels of alerts want beside their secrets. */
const beside = {
  TELEGRAM_CHAT_ID: '1',
  DISCORD_GUILD_ID: '100000000000000001',
  DISCORD_CHANNEL_ID: '100000000000000002',
  ALERT_EMAIL_FROM: 'swarm@mail.example',
  ALERT_EMAIL_TO: 'owner@mail.example',
  TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
  TWILIO_FROM: '+15550000001',
  ALERT_SMS_TO: '+15550000002',
};

let database: Database;
beforeAll(async () => {
  database = await createEmbeddedDatabase();
});
afterAll(() => database.close());

/** A configuration with a secret in every place that takes one, in the form that the place wants. */
function configWithSecrets() {
  const secrets = environmentKeys.filter(({ secret }) => secret);
  const environment = Object.fromEntries(
    secrets.map(({ variable }) => {
      if (variable.endsWith('_HASH')) return [variable, `scrypt$${CANARY}`];
      if (variable === 'DATABASE_URL') return [variable, `postgres://user:${CANARY}@host/db?password=${CANARY}`];
      if (variable === 'SMTP_URL') return [variable, `smtp://user:${CANARY}@mail.example:587`];
      if (variable === 'REDIS_URL') return [variable, `redis://:${CANARY}@host:6379`];
      return [variable, variable.endsWith('_URL') ? `https://node.example/v3/${CANARY}` : CANARY];
    }),
  );
  const file = join(mkdtempSync(join(tmpdir(), 'secrets-')), 'config.yaml');
  writeFileSync(
    file,
    `venues: { kalshi: { backupKeys: [{ apiKeyId: backup, privateKey: ${CANARY} }] }, polymarket: { clobUrl: 'https://user:${CANARY}@clob.example' } }\n`,
  );
  return { ...loadConfig({ file, environment: { ...beside, ...environment } }), count: secrets.length };
}

it('no secret of the configuration leaves by any route, topic, page or line of the log', async () => {
  const { config, count } = configWithSecrets();
  expect(JSON.stringify(config).split(CANARY).length).toBeGreaterThan(count + 2);
  const dashboard = await startDashboard(database, { ...config, dashboard: { ...config.dashboard, port: 0 } });
  try {
    const seen: string[] = [];
    const operator = await dashboard.enter('operator');
    const other = await dashboard.enter('operator');
    for (const name of Object.keys(routes) as RouteName[]) {
      const { method, path } = routes[name];
      const place = path.replaceAll(/:[a-z]+/g, 'none');
      // One of them logs out.
      const answer = method === 'GET' ? await dashboard.ask(place, operator) : await dashboard.ask(place, other, {});
      seen.push(JSON.stringify([...answer.headers]), await answer.text());
    }
    for (const path of [
      '/',
      '/enter',
      '/enter.js',
      '/config.yaml',
      '/../config.yaml',
      '/assets/..%2f..%2fpackage.json',
    ])
      seen.push(await (await dashboard.ask(path, operator)).text());
    const page = await followLive(
      dashboard.url,
      operator.cookie,
      topicNames.map((topic) => ({ topic })),
    );
    await until(
      'every topic came',
      () => new Set([...page.rows.keys(), ...page.documents.keys()]).size === topicNames.length,
    );
    seen.push(JSON.stringify(page.frames), ...dashboard.logged, JSON.stringify(dashboard.details()));
    page.socket.close();
    const settings = seen.find((text) => text.includes('"venues.kalshi.backupKeys"'));
    expect(settings).toContain('[set]');
    for (const text of seen) expect(text).not.toContain(CANARY);
  } finally {
    await dashboard.stop();
  }
});

it('says of a secret that is stored in the database that it is set there, from the moment on', async () => {
  const dashboard = await startDashboard(database);
  const place = { platform: 'polymarket', name: 'privateKey' } as const;
  const shown = async () => {
    const answer = await dashboard.ask('/api/v1/settings', await dashboard.enter('viewer'));
    const { keys } = settingsViewSchema.parse(await answer.json());
    return keys.find(({ key }) => key === 'venues.polymarket.privateKey');
  };
  try {
    expect(await shown()).toMatchObject({ value: null, source: 'default' });
    await putSecret(database, place, CANARY, {
      key: parseSecretsKey(randomBytes(32).toString('base64'), 'the test'),
      now: 1,
    });
    expect(await shown()).toMatchObject({ value: '[set]', source: 'secrets' });
  } finally {
    await removeSecret(database, place, 2);
    await dashboard.stop();
  }
});
