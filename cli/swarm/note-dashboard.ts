import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import { oneTimeLink } from '@pm-arbitrage/dashboard/server/address.js';
import { printNote } from '../print.js';

/** Says where the dashboard is, with a link that logs in once; says nothing where none runs on this data folder. */
export function noteDashboard(dataDir: string): void {
  const link = oneTimeLink(dataDir, systemClock.now());
  if (link !== null) printNote(`dashboard (logs you in once, within the hour): ${link}`);
}
