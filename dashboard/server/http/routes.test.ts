import type { Database } from '@pm-arbitrage/core/db/database.js';
import { haltInForce } from '@pm-arbitrage/core/db/halts.js';
import { alerts, matchReviews, riskEvents, venuePauses } from '@pm-arbitrage/core/db/schema/schema.js';
import { createEmbeddedDatabase, emptyDatabase } from '@pm-arbitrage/core/db/test-database.js';
import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import { configSchema } from '@pm-arbitrage/core/config/schema.js';
import { createLogger } from '@pm-arbitrage/core/log/logger.js';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Access, type RouteName, routes } from '../../protocol/routes.js';
import { csrfHeader } from '../../protocol/session.js';
import { Door } from '../auth/door.js';
import { OwnOrigin } from '../auth/own-origin.js';
import { startDashboard, type TestDashboard, type Visitor } from '../testing/start-dashboard.js';
import { buildServer } from './build-server.js';
import type { Handlers } from './handler.js';

const names = Object.keys(routes) as RouteName[];

/** A body that each change takes, so that nothing but the visitor decides; what is not there is answered 404 or 409. */
const bodies: Readonly<Partial<Record<RouteName, object>>> = {
  login: { token: 'x' },
  logout: {},
  orderHalt: { reason: 'test' },
  resume: { reason: 'test' },
  pauseStrategy: { strategy: 'none', reason: 'test' },
  resumeStrategy: { strategy: 'none', reason: 'test' },
  pauseVenue: { platform: 'kalshi', reason: 'test' },
  resumeVenue: { platform: 'kalshi', reason: 'test' },
  reviewMatch: { id: 'A|B', action: 'approve', reason: 'test' },
  acknowledgeAlert: { id: 'none' },
};

const pathOf = (name: RouteName) =>
  `${routes[name].path.replaceAll(/:[a-z]+/g, 'none')}${name === 'match' ? '?id=A%7CB' : ''}`;

const visitors = ['nobody', 'viewer', 'operator'] as const;
type Who = (typeof visitors)[number];
const mayPass = (access: Access, who: Who) =>
  access === 'open' || who === 'operator' || (access === 'viewer' && who === 'viewer');

let database: Database;
beforeAll(async () => {
  database = await createEmbeddedDatabase();
});
afterAll(() => database.close());

it('nothing is served but the routes of the protocol, the page and its entrance, each with its access', () => {
  const config = configSchema.parse({ services: { dataDir: mkdtempSync(join(tmpdir(), 'dashboard-')) } });
  const { registered } = buildServer({
    clock: systemClock,
    log: createLogger('silent'),
    door: new Door(systemClock, config, false),
    origin: new OwnOrigin(null, '127.0.0.1'),
    publicDemo: false,
    trustProxy: false,
    handlers: {} as Handlers,
  });
  const expected = names.map((name) => `${routes[name].method} ${routes[name].path} ${routes[name].access}`);
  expect(registered.toSorted()).toEqual(
    [...expected, 'GET /enter open', 'GET /enter.js open', 'GET /* open'].toSorted(),
  );
  const posts = names.filter((name) => routes[name].method === 'POST');
  expect(Object.keys(bodies).toSorted()).toEqual(posts.toSorted());
  // What changes something is for operators; the two exceptions change nothing but who is logged in.
  expect(posts.filter((name) => routes[name].access !== 'operator').toSorted()).toEqual(['login', 'logout']);
});

describe('who may use a route', () => {
  let dashboard: TestDashboard;
  let as: Record<Who, Visitor | null>;
  beforeAll(async () => {
    await emptyDatabase(database);
    dashboard = await startDashboard(database);
  });
  afterAll(() => dashboard.stop());
  beforeEach(async () => {
    as = { nobody: null, viewer: await dashboard.enter('viewer'), operator: await dashboard.enter('operator') };
  });

  it.each(names.flatMap((name) => visitors.map((who) => [name, who] as const)))('%s for %s', async (name, who) => {
    const { access, method } = routes[name];
    const answer = await dashboard.ask(pathOf(name), as[who], method === 'POST' ? bodies[name] : undefined);
    const text = await answer.text();
    if (mayPass(access, who)) {
      // It came to the route itself, which may know of no such thing, or let nobody in with that token.
      const { error = '' } = answer.status >= 400 ? (JSON.parse(text) as { error: string }) : {};
      expect(['session.missing', 'role.operator', 'csrf', 'origin', 'failed', 'input']).not.toContain(error);
      expect(answer.status).toBeLessThan(500);
    } else {
      expect(answer.status).toBe(who === 'nobody' ? 401 : 403);
      expect(JSON.parse(text)).toMatchObject({ error: who === 'nobody' ? 'session.missing' : 'role.operator' });
    }
  });

  it.each(names.filter((name) => routes[name].access !== 'open' && routes[name].method === 'POST'))(
    '%s takes nothing without the token of the session, and nothing from another page',
    async (name) => {
      const operator = await dashboard.enter('operator');
      const refused = async (headers: Record<string, string>) => {
        const answer = await dashboard.ask(pathOf(name), operator, bodies[name], headers);
        return [answer.status, ((await answer.json()) as { error: string }).error];
      };
      expect(await refused({ [csrfHeader]: '' })).toEqual([403, 'csrf']);
      expect(await refused({ [csrfHeader]: as['operator']?.csrf ?? '' })).toEqual([403, 'csrf']);
      expect(await refused({ origin: 'https://elsewhere.example' })).toEqual([403, 'origin']);
      expect(await refused({ origin: 'null' })).toEqual([403, 'origin']);
    },
  );
});

it('answers what is no route, by any method, without telling anything', async () => {
  await emptyDatabase(database);
  const dashboard = await startDashboard(database);
  try {
    const { cookie, csrf } = await dashboard.enter('operator');
    for (const method of ['HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
      for (const path of ['/', '/api/v1/none', '/api/v1/portfolio', '/api/v1/live']) {
        const stranger = await fetch(`${dashboard.url}${path}`, { method, headers: { origin: dashboard.url } });
        const operator = await fetch(`${dashboard.url}${path}`, {
          method,
          headers: { origin: dashboard.url, cookie, [csrfHeader]: csrf },
        });
        expect([401, 404]).toContain(stranger.status);
        expect([method, path, operator.status]).toEqual([method, path, 404]);
      }
    }
  } finally {
    await dashboard.stop();
  }
});

it('leaves everything as it was after each change was tried by nobody and by a viewer', async () => {
  await emptyDatabase(database);
  const dashboard = await startDashboard(database);
  try {
    await database.queries.insert(alerts).values({
      id: 'none',
      tier: 'routine',
      kind: 'test',
      dedupeKey: 'test',
      title: 'test',
      body: '',
      source: 'test',
      at: 1,
      count: 1,
    });
    const viewer = await dashboard.enter('viewer');
    for (const who of [null, viewer]) {
      for (const name of names.filter((one) => routes[one].access === 'operator'))
        expect((await dashboard.ask(pathOf(name), who, bodies[name])).status).toBeGreaterThanOrEqual(401);
    }
    expect(await haltInForce(database.queries)).toBeNull();
    expect(dashboard.haltFile.read()).toBeNull();
    expect(dashboard.halt.isHalted).toBe(false);
    for (const table of [riskEvents, venuePauses, matchReviews]) expect(await database.queries.$count(table)).toBe(0);
    const [alert] = await database.queries.select().from(alerts);
    expect(alert?.acknowledgedAt).toBeNull();
  } finally {
    await dashboard.stop();
  }
});

it('lets everybody look at a public demo, and nobody change anything', async () => {
  await emptyDatabase(database);
  const { dashboard: settings } = configSchema.parse({});
  const dashboard = await startDashboard(database, { dashboard: { ...settings, port: 0, publicDemo: true } });
  try {
    for (const name of names) {
      const { method } = routes[name];
      const answer = await dashboard.ask(pathOf(name), null, method === 'POST' ? bodies[name] : undefined);
      const text = await answer.text();
      if (method === 'POST') expect([answer.status, JSON.parse(text)]).toMatchObject([403, { error: 'public-demo' }]);
      else expect([200, 404]).toContain(answer.status);
    }
  } finally {
    await dashboard.stop();
  }
});
