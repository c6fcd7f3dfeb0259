import type { Page } from 'playwright-core';

/** Every view by its address, with what must be seen in it once it is fed. */
export const viewSigns = [
  { view: 'portfolio', heading: 'Portfolio', fed: '.worth-equity' },
  { view: 'positions', heading: 'Positions', fed: '.trade' },
  { view: 'strategies', heading: 'Strategies', fed: '.table tbody tr' },
  { view: 'opportunities', heading: 'Opportunities', fed: '.find' },
  { view: 'health', heading: 'Venues and oracles', fed: '.venue-health' },
  { view: 'risk', heading: 'Risk', fed: '.limits li' },
  { view: 'audit', heading: 'Audit log', fed: '.table tbody tr' },
  { view: 'matches', heading: 'Matches', fed: '.pairs li' },
  { view: 'settings', heading: 'Settings and alerts', fed: '.settings > div' },
] as const;

/** Goes to a view and waits until its heading is there. */
export async function openView(page: Page, url: string, { view, heading }: (typeof viewSigns)[number]): Promise<void> {
  await page.goto(`${url}/#/${view}`);
  await page.getByRole('heading', { level: 1, name: heading }).waitFor();
}
