import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { browserMissing, chromiumPath, launchBrowser, type LaunchedBrowser } from './browser-launch.js';
import { buildPage } from './build-page.js';
import { HOSTILE_TITLE } from './made/made-contracts.js';
import { type MadeServer, type MadeServerOptions, startMadeServer } from './made/made-server.js';
import { emptyWorld, madeHalt, madeOpportunity } from './made/made-views.js';
import { observedPage, type ObservedPage } from './observed-page.js';
import { storm } from './storm.js';
import { openView, viewSigns } from './view-signs.js';

const PHONE = { width: 375, height: 812 };
const LAPTOP = { width: 1440, height: 900 };

let folder: string;
let browser: LaunchedBrowser;
const servers: MadeServer[] = [];
const pages: ObservedPage[] = [];

const serve = async (options: Partial<MadeServerOptions> = {}): Promise<MadeServer> => {
  const server = await startMadeServer({ page: folder, ...options });
  servers.push(server);
  return server;
};
const visit = async (expected?: RegExp): Promise<ObservedPage> => {
  const observed = await observedPage(browser.context, expected);
  pages.push(observed);
  return observed;
};

describe.skipIf(chromiumPath === null)(`the page in a browser${browserMissing}`, () => {
  beforeAll(async () => {
    folder = await buildPage();
    browser = await launchBrowser();
  });
  afterEach(async () => {
    for (const { page } of pages.splice(0)) await page.close();
    for (const server of servers.splice(0)) await server.stop();
  });
  afterAll(async () => {
    await browser?.close();
  });

  it('is less than 300 kB compressed, fonts included', () => {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
    // Of the fonts a browser loads the one whose letters are there.
    const loaded = files.filter(
      (file) => statSync(file).isFile() && (extname(file) !== '.woff2' || /geist-latin-wght/.test(file)),
    );
    const size = loaded.reduce((sum, file) => sum + gzipSync(readFileSync(file)).length, 0);
    expect(size).toBeLessThan(300_000);
  });

  it('lets somebody in who knows the password, and tells who does not', async () => {
    const { url } = await serve({ session: { role: null, csrf: null } });
    const { page } = await visit(/404/);
    await page.goto(url);
    await page.getByLabel('Password').fill('wrong');
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByRole('alert').waitFor();
    await page.getByLabel('Password').fill('right');
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByRole('heading', { level: 1, name: 'Portfolio' }).waitFor();
    await page.locator('.worth-equity').waitFor();
    expect(await page.locator('.worth-equity').textContent()).toBe('$1,043.27');
  });

  it('feeds every view without an error, on a laptop and on a phone, and shuts nobody out', async () => {
    const { url } = await serve();
    const { page, errors, findings, isTooWide } = await visit();
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
      for (const size of [LAPTOP, PHONE]) {
        await page.setViewportSize(size);
        for (const sign of viewSigns) {
          await openView(page, url, sign);
          await page.locator(sign.fed).first().waitFor();
          expect(await isTooWide(), `${sign.view} at ${size.width} is too wide`).toBe(false);
          expect(await findings(), `${sign.view} ${scheme} at ${size.width}`).toEqual([]);
        }
      }
    }
    expect(errors).toEqual([]);
  });

  it('opens the depth walk, the timeline and a pair, without an error on both sizes', async () => {
    const { url } = await serve();
    const { page, errors, findings, isTooWide } = await visit();
    for (const size of [LAPTOP, PHONE]) {
      await page.setViewportSize(size);
      for (const [hash, sign] of [
        ['opportunities/opp-37', '.levels'],
        ['audit/trade-1', '.step'],
        ['matches/match%2F5', '.rules mark'],
      ] as const) {
        await page.goto(`${url}/#/${hash}`);
        await page.locator(sign).first().waitFor();
        expect(await isTooWide(), `${hash} at ${size.width} is too wide`).toBe(false);
        expect(await findings(), `${hash} at ${size.width}`).toEqual([]);
      }
    }
    expect(errors).toEqual([]);
  });

  it('shows a title with markup in it as text, in every view that has titles', async () => {
    const { url } = await serve();
    const { page, errors } = await visit();
    for (const hash of [
      'positions',
      'opportunities',
      'audit',
      'audit/trade-1',
      'matches/match%2F1',
      'opportunities/opp-37',
    ]) {
      await page.goto(`${url}/#/${hash}`);
      await page.getByText(HOSTILE_TITLE, { exact: true }).first().waitFor();
      expect(`${hash}: ${await page.locator('main b, main img').count()} elements`).toBe(`${hash}: 0 elements`);
    }
    expect(await page.evaluate('window.broken')).toBeUndefined();
    expect(errors).toEqual([]);
  });

  it('halts with one confirmation, shows who obeyed and who did not, and resumes with a reason', async () => {
    const server = await serve();
    const { page, findings } = await visit();
    await page.goto(server.url);
    await page.getByRole('button', { name: 'Halt all trading' }).click();
    expect(await findings()).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Halt all' }).click();
    await page.getByText('7 of 10 agents obey').waitFor();
    expect(await page.getByText('obeys, after 80 ms').count()).toBe(1);
    expect(await page.getByText('no answer yet').count()).toBe(3);
    expect(await findings()).toEqual([]);
    expect(server.posted).toEqual([{ path: '/api/v1/halt', body: { reason: 'Halted from the dashboard' } }]);

    await page.getByRole('button', { name: 'Resume…' }).click();
    const resume = page.getByRole('dialog').getByRole('button', { name: 'Resume trading' });
    expect(await resume.isDisabled()).toBe(true);
    await page.getByLabel('Reason, for the record').fill('it was a rehearsal');
    await resume.click();
    await page.getByText('Running, 10 agents').waitFor();
    expect(server.posted.at(-1)).toEqual({ path: '/api/v1/resume', body: { reason: 'it was a rehearsal' } });
  });

  it('names the command that reaches the venues when the executor does not answer to a halt with real money', async () => {
    const now = Date.now();
    const server = await serve({ session: { mode: 'live', simulated: false } });
    const halted = {
      ...madeHalt(now),
      mode: 'live' as const,
      simulated: false,
      halt: { id: 'h', reason: 'odd prices', by: 'ann', at: now - 10_000 },
    };
    const told = (acknowledged: boolean) =>
      server.put('halt', [{ ...halted, agents: halted.agents.map((agent) => ({ ...agent, acknowledged })) }]);
    told(false);
    const { page, findings } = await visit();
    await page.goto(server.url);
    await page.getByText('npm run cli -- halt --reason').waitFor();
    expect(await page.locator('.halt-unreached').textContent()).toContain('the executor has not answered');
    expect(await findings()).toEqual([]);
    told(true);
    await page.locator('.halt-unreached').waitFor({ state: 'detached' });
  });

  it('can be used with the keyboard alone, halting in particular', async () => {
    const server = await serve();
    const { page } = await visit();
    await page.goto(server.url);
    await page.locator('.worth-equity').waitFor();
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the view');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('view');
    expect(new URL(page.url()).hash).toBe('');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('All trading is halted.').waitFor();
    await page.getByRole('button', { name: 'Halt all trading' }).press('Enter');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(server.posted).toHaveLength(1);
  });

  it('lets a viewer and the public look at everything and change nothing, and says why', async () => {
    const server = await serve({ session: { role: 'viewer', csrf: null, publicDemo: true } });
    const { page, findings } = await visit();
    await page.goto(server.url);
    await page.getByText('Public demo, read-only').waitFor();
    await page.getByRole('button', { name: 'Halt all trading' }).click({ force: true });
    await page.goto(`${server.url}/#/matches/match%2F5`);
    await page.getByRole('button', { name: 'Approve…' }).click({ force: true });
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(await page.getByText('look at everything, change nothing').count()).toBeGreaterThan(0);
    expect(await findings()).toEqual([]);
    expect(server.posted).toEqual([]);
  });

  it('reviews a match with a reason', async () => {
    const server = await serve();
    const { page } = await visit();
    await page.goto(`${server.url}/#/matches/match%2F5`);
    await page.getByText('nobody can bound it').waitFor();
    await page.getByRole('button', { name: 'Approve…' }).click();
    await page.getByLabel('Reason, for the record').fill('read both, the stations agree');
    await page.getByLabel(/cannot be bounded/).check();
    await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(server.posted).toEqual([
      {
        path: '/api/v1/match/review',
        body: {
          id: 'match/5',
          action: 'approve',
          reason: 'read both, the stations agree',
          polarity: 'same',
          acceptsWorlds: true,
        },
      },
    ]);
    await page.getByRole('button', { name: 'Pause…' }).waitFor();
  });

  it('tells apart nothing yet, nothing at all, and what failed', async () => {
    const mute = await serve({ mute: true });
    const { page, findings } = await visit(/500/);
    await page.goto(mute.url);
    await page.getByRole('status', { name: 'Loading' }).waitFor();

    const empty = await serve({ world: emptyWorld(Date.now()) });
    for (const [view, words] of [
      ['portfolio', 'Nothing is locked'],
      ['positions', 'Nothing is held'],
      ['strategies', 'No strategy trades yet'],
      ['opportunities', 'Nothing found yet'],
      ['risk', 'No limits are known'],
      ['audit', 'No trades yet'],
      ['matches', 'Choose a pair'],
      ['settings', 'No alerts'],
    ] as const) {
      await page.goto(`${empty.url}/#/${view}`);
      await page.getByText(words).first().waitFor();
    }
    expect(await findings()).toEqual([]);

    const failing = await serve({ failing: ['/api/v1/equity', '/api/v1/settings'] });
    await page.goto(`${failing.url}/#/settings`);
    await page.getByText('The configuration could not be loaded.').waitFor();
    expect(await page.getByText('The database does not answer.').count()).toBe(1);
    expect(await page.getByRole('button', { name: 'Try again' }).count()).toBe(1);
  });

  it('says that it is disconnected and since when, keeps what it knew, and comes back by itself', async () => {
    const server = await serve();
    const { page, findings } = await visit(/ERR_CONNECTION_REFUSED|WebSocket|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET/);
    await page.goto(`${server.url}/#/positions`);
    await page.locator('.trade').first().waitFor();
    await server.stop();
    await page.getByText(/Disconnected for/).waitFor();
    expect(await page.locator('.trade').count()).toBe(7);
    expect(await findings()).toEqual([]);
    await serve({ port: Number(new URL(server.url).port) });
    await page.getByText(/Disconnected for/).waitFor({ state: 'detached' });
    expect(await page.locator('.trade').count()).toBe(7);
  });

  it('cannot be mistaken: live is another colour, another word and another title than paper', async () => {
    const now = Date.now();
    const live = await serve({ session: { mode: 'live', simulated: false } });
    live.put('halt', [{ ...madeHalt(now), mode: 'live', simulated: false }]);
    const paper = await serve();
    const { page } = await visit();
    const look = async (url: string) => {
      await page.goto(url);
      await page.locator('.worth-equity').waitFor();
      return {
        band: await page.getByRole('note', { name: 'Trading mode' }).textContent(),
        colour: await page.evaluate<string>(`getComputedStyle(document.querySelector('.mode-band')).backgroundColor`),
        title: await page.title(),
      };
    };
    const [one, other] = [await look(live.url), await look(paper.url)];
    expect(one.band).toContain('Real money');
    expect(other.band).toContain('no real money');
    expect(one.title).toMatch(/^LIVE/);
    expect(other.title).toMatch(/^Paper/);
    expect(one.colour).not.toBe(other.colour);
  });

  it('shows the newest after a thousand updates a second, without an error', async () => {
    const server = await serve();
    const { page, errors } = await visit();
    await page.goto(`${server.url}/#/opportunities`);
    await page.locator('.find').first().waitFor();
    await storm(server, 3);
    const last = madeOpportunity(0, Date.now());
    const legs = last.legs.map((leg) => ({ ...leg, title: 'After the storm' }));
    server.put('opportunities', [{ ...last, id: 'last', legs }]);
    await page.locator('.find').first().getByText('After the storm').first().waitFor();
    expect(errors).toEqual([]);
  });
});
