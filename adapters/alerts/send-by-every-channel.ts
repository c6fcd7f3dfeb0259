import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { AlertsConfig } from '@pm-arbitrage/core/config/alerts-section.js';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import type { Logger } from '@pm-arbitrage/core/log/logger.js';
import type { AlertMessage } from '@pm-arbitrage/core/ports/alert-channel.js';
import { openAlertChannels } from './open-alert-channels.js';

const PATIENCE_MS = 10_000;

/** One attempt by every channel that is set up, without the alert router: for what is told where it cannot. Never throws for a channel. */
export async function sendByEveryChannel(
  message: AlertMessage,
  { clock, config, log }: { readonly clock: Clock; readonly config: AlertsConfig; readonly log: Pick<Logger, 'error'> },
): Promise<void> {
  const channels = await openAlertChannels(config, clock);
  await Promise.all(
    channels.map(async (channel) => {
      const patience = new AbortController();
      const cancel = clock.after(PATIENCE_MS, () => patience.abort());
      try {
        await channel.send(message, patience.signal);
      } catch (error) {
        log.error({ channel: channel.name, error: messageOf(error) }, 'alert not delivered');
      } finally {
        cancel();
        channel.close();
      }
    }),
  );
}
