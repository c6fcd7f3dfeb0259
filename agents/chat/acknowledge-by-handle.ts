import { ackHandle } from '@pm-arbitrage/core/alerts/ack-handle.js';
import { acknowledgeAlert } from '@pm-arbitrage/core/alerts/acknowledge-alert.js';
import { alerts } from '@pm-arbitrage/core/db/schema/schema.js';
import { desc, gte } from 'drizzle-orm';
import type { ChatParts } from './chat-command.js';

/** Buttons of alerts work for so long, ms. */
const REMEMBERED_MS = 30 * 86_400_000;
const MOST = 5_000;

/**
 * Acknowledges the alert that stands behind a button. Says what was done; null where no alert has that button, so it was
 * made up. The button itself says nothing: it is compared with those that each alert would have.
 */
export async function acknowledgeByHandle(
  { clock, database }: ChatParts,
  { botToken, handle, by }: { readonly botToken: string; readonly handle: string; readonly by: string },
): Promise<string | null> {
  const { queries } = database;
  const rows = await queries
    .select({ id: alerts.id, title: alerts.title, acknowledgedBy: alerts.acknowledgedBy })
    .from(alerts)
    .where(gte(alerts.at, clock.now() - REMEMBERED_MS))
    .orderBy(desc(alerts.at))
    .limit(MOST);
  const found = rows.find(({ id }) => ackHandle(botToken, id) === handle);
  if (found === undefined) return null;
  const first = await acknowledgeAlert(queries, found.id, by, clock.now());
  return first
    ? `Acknowledged by ${by}: ${found.title}`
    : `${found.title}\nwas acknowledged before, by ${found.acknowledgedBy}.`;
}
