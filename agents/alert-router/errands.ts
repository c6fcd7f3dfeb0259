import type { Alert } from '@pm-arbitrage/core/domain/alert.js';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import type { AgentContext } from '@pm-arbitrage/core/runtime/agent.js';
import { dailyFigures } from './report/daily-figures.js';
import { payoutAlerts } from './report/payout-alerts.js';
import { reportDue } from './report/report-due.js';
import { sayReport } from './report/say-report.js';
import { volumeAlert } from './report/volume-alert.js';

const MINUTE_MS = 60_000;
const PATIENCE_MS = 10_000;

/** What is done once a minute: the daily report when it is due, a look at the volume and at payouts that wait, the call that says "I am well". */
export function startErrands(
  { clock, config, database, log, name }: AgentContext,
  raise: (alert: Alert) => void,
  startedAt: ReadonlyMap<string, number>,
): { stop(): Promise<void> } {
  const { dailyReportAt, heartbeatUrl, quietHours, unusualVolume } = config.alerts;
  let reported: string | null = null;
  const report = async () => {
    const now = clock.now();
    const date = dailyReportAt === null ? null : reportDue(dailyReportAt, quietHours.timeZone, now);
    if (date === null || date === reported) return;
    const { title, body } = sayReport(await dailyFigures(database.queries, config.mode, now), startedAt, now);
    reported = date;
    // The id is the date's: another life that reports the same day adds nothing.
    const id = `report.daily:${date}`;
    raise({ id, tier: 'important', kind: 'report.daily', dedupeKey: id, title, body, source: name, at: now });
  };
  const look = async () => {
    const alert = unusualVolume === null ? null : await volumeAlert(database, config.mode, unusualVolume, clock.now());
    if (alert !== null) raise(alert);
  };
  const lookAtPayouts = async () => {
    for (const alert of await payoutAlerts(database.queries, config.mode, clock.now())) raise(alert);
  };
  const call = async () => {
    if (heartbeatUrl === null) return;
    const patience = new AbortController();
    const cancel = clock.after(PATIENCE_MS, () => patience.abort());
    try {
      await fetch(heartbeatUrl, { signal: patience.signal, redirect: 'error' });
    } finally {
      cancel();
    }
  };
  const quietly = (what: string, work: () => Promise<void>) =>
    work().catch((error: unknown) => log.warn({ error: messageOf(error) }, what));
  let underWay: Promise<unknown> = Promise.resolve();
  const cancel = clock.every(MINUTE_MS, () => {
    underWay = Promise.all([
      quietly('daily report not made', report),
      quietly('volume not looked at', look),
      quietly('payouts not looked at', lookAtPayouts),
      quietly('heartbeat address not reached', call),
    ]);
  });
  return {
    async stop() {
      cancel();
      await underWay;
    },
  };
}
