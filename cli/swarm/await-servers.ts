import { sendByEveryChannel } from '@pm-arbitrage/adapters/alerts/send-by-every-channel.js';
import { ServicePulse } from '@pm-arbitrage/agents/alert-router/watch/service-pulse.js';
import { type Clock, sleep } from '@pm-arbitrage/core/clock/clock.js';
import type { AlertsConfig } from '@pm-arbitrage/core/config/alerts-section.js';
import type { Logger } from '@pm-arbitrage/core/log/logger.js';
import { postgresProblem, redisProblem, type Servers } from './servers.js';

const PERIOD_MS = 2_500;

/**
 * Waits until Redis and Postgres answer, and tells by every channel when one stays away. The alert router begins its life
 * with this: one that only failed would be started again and again, and nobody would hear why.
 */
export async function awaitServers(
  servers: Servers,
  { alerts, clock, log }: { readonly alerts: AlertsConfig; readonly clock: Clock; readonly log: Logger },
): Promise<void> {
  const pulses = [
    { pulse: new ServicePulse('Redis'), problemOf: () => redisProblem(servers.redisUrl) },
    { pulse: new ServicePulse('Postgres'), problemOf: () => postgresProblem(servers.databaseUrl) },
  ];
  for (;;) {
    const problems = await Promise.all(pulses.map(({ problemOf }) => problemOf()));
    const now = clock.now();
    for (const [index, { pulse }] of pulses.entries())
      for (const { body = '', kind, tier, title } of pulse.record(problems[index] ?? null, now)) {
        log.warn({ kind, tier, body }, title);
        const id = `${kind}:${now}`;
        const source = 'alert-router';
        const message = { id, alertId: id, tier, kind, title, body, source, at: now, repeat: 0 };
        await sendByEveryChannel(message, { clock, config: alerts, log });
      }
    if (problems.every((problem) => problem === null)) return;
    await sleep(clock, PERIOD_MS);
  }
}
