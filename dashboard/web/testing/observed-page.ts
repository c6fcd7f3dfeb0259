import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { BrowserContext, Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export interface ObservedPage {
  readonly page: Page;
  /** What went wrong in it so far: errors of scripts, of the console, of the policy of the server. */
  readonly errors: string[];
  /** Ways in which it shuts somebody out: serious and critical findings of axe. */
  findings(): Promise<readonly string[]>;
  /** Whether something sticks out to the side. */
  isTooWide(): Promise<boolean>;
}

/** A page of which everything that goes wrong is noted. Failed requests that `expected` names are no error. */
export async function observedPage(context: BrowserContext, expected = /^$/): Promise<ObservedPage> {
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const errors: string[] = [];
  page.on('pageerror', ({ message }) => errors.push(message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !expected.test(`${message.text()} ${message.location().url}`)) {
      errors.push(`${message.text()} ${message.location().url}`);
    }
  });
  return {
    page,
    errors,
    async findings() {
      // By the debugger, which the page's policy does not bind.
      await page.evaluate(axe);
      return page.evaluate(`axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
        violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
          .map(({ id, nodes }) => id + ': ' + nodes.map(({ target, failureSummary }) => target.join(' ') + ' (' + failureSummary.replace(/\\s+/g, ' ') + ')').slice(0, 3).join('; ')))`);
    },
    isTooWide: () => page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth'),
  };
}
