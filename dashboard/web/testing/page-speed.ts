import { join } from 'node:path';
import { launchBrowser } from './browser-launch.js';
import { startMadeServer } from './made/made-server.js';
import { observedPage } from './observed-page.js';
import { repositoryRoot } from './repository-root.js';
import { storm } from './storm.js';

export interface PageSpeed {
  /** First contentful paint of a browser that never saw the page, with its data behind it; median and worst, ms. */
  readonly paintP50: number;
  readonly paintMax: number;
  /** Tasks of 50 ms or longer during the storm, and their durations, ms; 0 where there was none. */
  readonly longTasks: number;
  readonly longTaskP95: number;
  readonly longTaskMax: number;
  readonly errors: number;
}

const rank = (sorted: readonly number[], share: number): number =>
  sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;

/** Starts a browser with a new profile each time; the page must be built (`pnpm build`). */
async function firstPaints(url: string, times: number): Promise<number[]> {
  const paints: number[] = [];
  for (let time = 0; time < times; time++) {
    const browser = await launchBrowser();
    const { page } = await observedPage(browser.context);
    await page.goto(url);
    await page.locator('.worth-equity').waitFor();
    paints.push(
      await page.evaluate<number>(
        `performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.POSITIVE_INFINITY`,
      ),
    );
    await browser.close();
  }
  return paints.toSorted((a, b) => a - b);
}

/** How soon the built page shows itself, and how it bears a thousand updates a second for `seconds`. */
export async function runPageSpeed(seconds: number): Promise<PageSpeed> {
  const server = await startMadeServer({ page: join(repositoryRoot, 'dashboard', 'web', 'dist') });
  const paints = await firstPaints(server.url, 7);
  const browser = await launchBrowser();
  const { page, errors } = await observedPage(browser.context);
  await page.addInitScript(
    `window.tasks = []; new PerformanceObserver((list) => window.tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask', buffered: true });`,
  );
  await page.goto(`${server.url}/#/opportunities`);
  await page.locator('.find').first().waitFor();
  await page.evaluate('window.tasks.length = 0');
  await storm(server, seconds);
  const tasks = (await page.evaluate<number[]>('window.tasks')).toSorted((a, b) => a - b);
  await browser.close();
  await server.stop();
  return {
    paintP50: rank(paints, 0.5),
    paintMax: paints.at(-1) ?? Number.POSITIVE_INFINITY,
    longTasks: tasks.length,
    longTaskP95: rank(tasks, 0.95),
    longTaskMax: tasks.at(-1) ?? 0,
    errors: errors.length,
  };
}
