import { acknowledgeAlert } from '@pm-arbitrage/core/alerts/acknowledge-alert.js';
import type { Cancel } from '@pm-arbitrage/core/clock/clock.js';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import type { AgentContext } from '@pm-arbitrage/core/runtime/agent.js';
import type { AlertDesk } from './alert-desk.js';
import type { AlertJournal } from './alert-journal.js';

const PERIOD_MS = 1_000;
/** Services do not want to be asked more often than every five seconds. */
const SERVICES_MS = 10_000;

/** Learns who has seen what: in the database, where dashboard, chat and command line write it, and at the services. */
export function watchAcknowledgements(
  { clock, database, log }: Pick<AgentContext, 'clock' | 'database' | 'log'>,
  desk: AlertDesk,
  journal: AlertJournal,
): Cancel {
  const look = async () => {
    const open = desk.openAlerts.map(({ id }) => id);
    if (open.length === 0) return;
    for (const id of await journal.acknowledged(open)) desk.acknowledged(id);
  };
  const askServices = async () => {
    for (const [alert, by] of await desk.acknowledgedAtServices())
      await acknowledgeAlert(database.queries, alert, by, clock.now());
  };
  /** One at a time each; a service that is slow holds up nothing but itself. */
  const quietly = (work: () => Promise<void>) => {
    let busy = false;
    return () => {
      if (busy) return;
      busy = true;
      work()
        .catch((error: unknown) => log.warn({ error: messageOf(error) }, 'acknowledgements not read'))
        .finally(() => {
          busy = false;
        });
    };
  };
  const timers = [clock.every(PERIOD_MS, quietly(look)), clock.every(SERVICES_MS, quietly(askServices))];
  return () => {
    for (const cancel of timers) cancel();
  };
}
