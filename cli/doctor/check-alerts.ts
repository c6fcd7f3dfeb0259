import { openAlertChannels } from '@pm-arbitrage/adapters/alerts/open-alert-channels.js';
import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { Config } from '@pm-arbitrage/core/config/schema.js';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import { randomIds } from '@pm-arbitrage/core/random/ids.js';
import { advice, type Finding, ok, wrong } from './finding.js';

const TIMEOUT_MS = 10_000;

/** Which alert channels are set up. @param send whether each is sent a message, to see whether it comes */
export async function checkAlerts(config: Config, clock: Clock, send: boolean): Promise<readonly Finding[]> {
  const channels = await openAlertChannels(config.alerts, clock);
  if (channels.length === 0) {
    const [says, todo] = [
      'no channel is set up: only the dashboard and the log tell you',
      'set up one at least (docs/alerts.md)',
    ];
    return [config.mode === 'live' ? wrong('alerts', says, todo) : advice('alerts', says, todo)];
  }
  const id = randomIds.next();
  return Promise.all(
    channels.map(async (channel): Promise<Finding> => {
      const check = `alerts ${channel.name}`;
      try {
        if (!send) return ok(check, 'set up; doctor --send-alerts tries it');
        await channel.send(
          {
            id,
            alertId: id,
            tier: 'important',
            kind: 'doctor.test',
            title: 'A test by the doctor',
            body: 'Alerts of the swarm reach you here.',
            source: 'doctor',
            at: clock.now(),
            repeat: 0,
          },
          AbortSignal.timeout(TIMEOUT_MS),
        );
        return ok(check, 'took a message');
      } catch (error) {
        return wrong(check, messageOf(error), 'correct its keys in the environment (docs/alerts.md)');
      } finally {
        channel.close();
      }
    }),
  );
}
