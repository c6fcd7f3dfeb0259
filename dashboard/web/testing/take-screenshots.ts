/* Pictures of every view of a running demo into docs/images: node dashboard/dist/web/testing/take-screenshots.js */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { launchBrowser } from './browser-launch.js';
import { ensureTrading } from './ensure-trading.js';
import { repositoryRoot } from './repository-root.js';
import { runDemo } from './running-demo.js';
import { openView, viewSigns } from './view-signs.js';

const images = join(repositoryRoot, 'docs', 'images');
const sizes = {
  laptop: { viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1 },
  phone: { viewport: { width: 375, height: 812 }, deviceScaleFactor: 1.5 },
};
/** Long enough for trades to be made and to settle, ms. */
const WARM_UP_MS = Number(process.argv[2] ?? 120_000);

mkdirSync(images, { recursive: true });
const demo = await runDemo();
try {
  await new Promise((resolve) => setTimeout(resolve, WARM_UP_MS));
  for (const [name, size] of Object.entries(sizes)) {
    const { context, close } = await launchBrowser(size);
    const page = await context.newPage();
    page.setDefaultTimeout(120_000);
    await page.goto(demo.link());
    await page.getByRole('heading', { level: 1, name: 'Portfolio' }).waitFor();
    for (const sign of viewSigns) {
      await openView(page, demo.url, sign);
      await page.locator(sign.fed).first().waitFor();
      if (sign.view === 'matches') {
        await page.locator('.pairs a').first().click();
        await page.locator('.rules').first().waitFor();
      }
      if (sign.view === 'opportunities') await page.getByRole('button', { name: 'Hold still' }).click();
      await ensureTrading(page);
      for (const scheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme: scheme });
        await page.evaluate('window.scrollTo(0, 0); document.activeElement?.blur()');
        await page.screenshot({ path: join(images, `${sign.view}-${scheme}-${name}.png`) });
      }
    }
    await close();
  }
} finally {
  await demo.stop();
}
