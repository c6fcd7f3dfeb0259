import { configSchema } from '@pm-arbitrage/core/config/schema.js';
import type { Database } from '@pm-arbitrage/core/db/database.js';
import { createEmbeddedDatabase } from '@pm-arbitrage/core/db/test-database.js';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpportunityRow } from '../../protocol/opportunity-row.js';
import type { TradePage } from '../../protocol/trade-row.js';
import { LoginLinks } from '../../server/auth/login-links.js';
import { startDashboard, type TestDashboard } from '../../server/testing/start-dashboard.js';
import { browserMissing, chromiumPath, launchBrowser, type LaunchedBrowser } from './browser-launch.js';
import { observedPage, type ObservedPage } from './observed-page.js';
import { ensureTrading } from './ensure-trading.js';
import { demoBuilt, runDemo, type RunningDemo } from './running-demo.js';
import { openView, viewSigns } from './view-signs.js';

/** A swarm that shares two cores with other tests takes its time, ms. */
const PATIENCE = 240_000;
const missing = browserMissing === '' && !demoBuilt ? ' (skipped: not built; npm run build)' : browserMissing;

/** What the server says to the page itself, with the page's session. */
const ask = <T>(page: Page, path: string): Promise<T> =>
  page.evaluate(`fetch(${JSON.stringify(path)}).then((answer) => answer.json())`);

describe.skipIf(chromiumPath === null || !demoBuilt)(`the page on a running demo${missing}`, () => {
  let demo: RunningDemo;
  let browser: LaunchedBrowser;
  let observed: ObservedPage;

  beforeAll(async () => {
    [demo, browser] = await Promise.all([runDemo(), launchBrowser()]);
    observed = await observedPage(browser.context);
    observed.page.setDefaultTimeout(PATIENCE);
  }, 240_000);
  afterAll(async () => {
    await browser?.close();
    await demo?.stop();
  });

  it('lets in by a one-time link, once', async () => {
    const { page } = observed;
    const link = demo.link();
    await page.goto(link);
    await page.getByRole('heading', { level: 1, name: 'Portfolio' }).waitFor();
    expect(page.url()).not.toContain(link.split('#')[1] ?? 'no token');
    const { context, close } = await launchBrowser();
    const second = await context.newPage();
    await second.goto(link);
    await second.locator('#state', { hasNotText: 'Logging in' }).waitFor();
    await second.goto(demo.url);
    await second.getByText('There is no password here').waitFor();
    await close();
  });

  it('feeds every view, on a laptop and on a phone, without an error and without shutting anybody out', async () => {
    const { page, errors, findings, isTooWide } = observed;
    for (const sign of viewSigns) {
      await page.setViewportSize({ width: 1440, height: 900 });
      await openView(page, demo.url, sign);
      await page.locator(sign.fed).first().waitFor();
      expect(await findings(), `in ${sign.view}`).toEqual([]);
      await page.setViewportSize({ width: 375, height: 812 });
      expect(await isTooWide(), `${sign.view} on a phone is too wide`).toBe(false);
    }
    await page.setViewportSize({ width: 1440, height: 900 });
    expect(errors).toEqual([]);
  }, 1_200_000);

  it('follows a trade from tick to the end', async () => {
    const { page } = observed;
    await page.goto(`${demo.url}/#/audit`);
    await page.locator('.table tbody a').first().click();
    await page.locator('.step-requested').waitFor();
    expect(await page.locator('.step').count()).toBeGreaterThan(2);
  });

  it('pauses a match with a reason, which is kept', async () => {
    const { page } = observed;
    await page.goto(`${demo.url}/#/matches`);
    await page.getByRole('button', { name: 'Trading', exact: true }).click();
    await page.locator('.pairs a').first().click();
    await page.getByRole('button', { name: 'Pause…' }).click();
    await page.getByLabel('Reason, for the record').fill('read by the test of the page');
    await page.getByRole('dialog').getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('region', { name: 'What people said' }).getByText('read by the test of the page').waitFor();
    const said = page.getByRole('region', { name: 'What people said' });
    expect(await said.getByText('pause', { exact: true }).count()).toBeGreaterThan(0);
  });

  it('halts: button, every process obeys, no order leaves afterwards; and resumes with a reason', async () => {
    const { page } = observed;
    await page.goto(`${demo.url}/#/portfolio`);
    await ensureTrading(page);
    await page.getByRole('button', { name: 'Halt all trading' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Halt all' }).click();
    await page.getByText(/^All \d+ agents obey$/).waitFor();

    // Seen by the database: what was executed until then, and that nothing is while the books go on offering.
    const executed = async () => {
      const { trades } = await ask<TradePage>(page, '/api/v1/trades?limit=200');
      return trades.flatMap(({ id, executedAt }) => (executedAt === null ? [] : [`${id} ${executedAt}`])).sort();
    };
    const detected = async () =>
      (await ask<OpportunityRow[]>(page, '/api/v1/opportunities?limit=200')).map(({ id }) => id);
    const before = await executed();
    const known = new Set(await detected());
    await expect
      .poll(async () => (await detected()).filter((id) => !known.has(id)).length, { timeout: PATIENCE, interval: 500 })
      .toBeGreaterThan(10);
    expect(await executed()).toEqual(before);

    await page.getByRole('button', { name: 'Resume…' }).click();
    await page.getByLabel('Reason, for the record').fill('the test is over');
    await page.getByRole('dialog').getByRole('button', { name: 'Resume trading' }).click();
    await page.getByText(/^Running, \d+ agents$/).waitFor();
    await page.goto(`${demo.url}/#/risk`);
    await page.getByText(/^ended .* the test is over$/).waitFor();
  }, 900_000);
});

describe.skipIf(chromiumPath === null || !demoBuilt)(`the page and a server that restarts${missing}`, () => {
  let database: Database;
  let browser: LaunchedBrowser;
  let dashboard: TestDashboard;

  beforeAll(async () => {
    [database, browser] = await Promise.all([createEmbeddedDatabase(), launchBrowser()]);
    dashboard = await startDashboard(database);
  });
  afterAll(async () => {
    await browser?.close();
    await dashboard?.stop();
    await database?.close();
  });

  it('says that it is disconnected, and goes on without a login once the server is back', async () => {
    const { page, errors } = await observedPage(browser.context, /ERR_CONNECTION|WebSocket/);
    const token = new LoginLinks(dashboard.dataDir).create('operator', Date.now());
    await page.goto(`${dashboard.url}/enter#${token}`);
    await page.locator('.worth-equity').waitFor();
    await dashboard.stop();
    await page.getByText(/Disconnected for/).waitFor();
    const port = Number(new URL(dashboard.url).port);
    dashboard = await startDashboard(
      database,
      { dashboard: { ...configSchema.parse({}).dashboard, port } },
      { dataDir: dashboard.dataDir },
    );
    expect(new URL(dashboard.url).port).toBe(String(port));
    await page.getByText(/Disconnected for/).waitFor({ state: 'detached' });
    expect(await page.locator('.worth-equity').count()).toBe(1);
    expect(errors).toEqual([]);
  });
});
