import { openAlertChannels } from '@pm-arbitrage/adapters/alerts/open-alert-channels.js';
import { channels } from '@pm-arbitrage/core/bus/channels.js';
import { sleep } from '@pm-arbitrage/core/clock/clock.js';
import type { Halt } from '@pm-arbitrage/core/db/halts.js';
import type { Alert } from '@pm-arbitrage/core/domain/alert.js';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import { counterOf } from '@pm-arbitrage/core/metrics/meters.js';
import { metrics as told } from '@pm-arbitrage/core/metrics/metrics.js';
import type { AgentContext, AgentDefinition, AlertRequest } from '@pm-arbitrage/core/runtime/agent.js';
import { AlertDesk } from './alert-desk.js';
import { AlertJournal } from './alert-journal.js';
import { balanceLine } from './balance-line.js';
import { haltAlert } from './halt-alert.js';
import { startErrands } from './errands.js';
import { tradeAlert } from './trade-alert.js';
import { watchAcknowledgements } from './watch-acknowledgements.js';
import { watchSwarm } from './watch-swarm.js';

const FLUSH_MS = 1_000;
/** A database that hangs holds no alert up for longer, ms. */
const BALANCES_MS = 1_500;

/**
 * Brings alerts to persons: stores them, de-duplicated, and tells each by the channels of its tier until it is delivered
 * or, an emergency, acknowledged. Watches what cannot speak for itself: dead agents, bus, database, disk.
 * @param watches false where time is not the world's: in replays and simulated weeks
 */
export const alertRouterWith = ({ watches = true }: { readonly watches?: boolean } = {}): AgentDefinition => ({
  name: 'alert-router',
  reads: ['system.alerts', 'system.heartbeats', 'trade.results'],
  writes: [],

  async setup(context) {
    const { bus, clock, config, database, ids, log, metrics, name } = context;
    const journal = new AlertJournal(database);
    const outcomes = counterOf(metrics, told.alertAttempts);
    const desk = new AlertDesk({
      clock,
      log,
      config: config.alerts,
      channels: await openAlertChannels(config.alerts, clock),
      journal,
      onOutcome: (channel, outcome) => outcomes.inc({ channel, outcome }),
    });
    await desk.start();
    const own = (request: AlertRequest): void => {
      const id = ids.next();
      const { tier, kind, title, body = '', dedupeKey = kind } = request;
      desk.raise({ id, tier, kind, dedupeKey, title, body, source: name, at: clock.now() }, id);
    };
    /** Told first and written then; a message is done with when the database has it. */
    const take = async (alert: Alert, message: string) => {
      desk.raise(await withBalances(alert, context), message);
      await journal.flush();
    };
    context.halt.onChange((halt: Halt | null) => {
      const alert = haltAlert(halt, clock.now());
      void withBalances(alert, context).then((whole) => desk.raise(whole, alert.id));
    });

    const consume = { group: name, consumer: name };
    const subscriptions = [
      await bus.consume(channels.alerts, consume, (alert) => take(alert, alert.id)),
      await bus.consume(channels.tradeResults, consume, async (result) => {
        const alert = tradeAlert(result);
        if (alert) await take(alert, alert.id);
      }),
    ];
    const stops = [
      clock.every(FLUSH_MS, () => {
        if (journal.isBehind)
          journal.flush().catch((error: unknown) => log.warn({ error: messageOf(error) }, 'alerts not stored yet'));
      }),
      watchAcknowledgements(context, desk, journal),
    ];
    const watch = watches ? await watchSwarm(context, own) : null;
    const errands = watches
      ? startErrands(context, (alert) => desk.raise(alert, alert.id), watch?.startedAt ?? new Map())
      : null;

    return {
      details: () => desk.counts,
      async stop() {
        for (const stop of stops) stop();
        await errands?.stop();
        await watch?.stop();
        for (const subscription of subscriptions) await subscription.close();
        desk.stop();
        await journal.flush().catch((error: unknown) => log.warn({ error: messageOf(error) }, 'alerts not stored'));
      },
    };
  },
});

export const alertRouter = alertRouterWith();

/** What a person asks first about a trade or a halt: where the money is. Without the database it is told without. */
async function withBalances(alert: Alert, { clock, config, database, log }: AgentContext): Promise<Alert> {
  if (!alert.kind.startsWith('trade.') && !alert.kind.startsWith('halt')) return alert;
  const late = new AbortController();
  try {
    const balances = await Promise.race([
      balanceLine(database.queries, config.mode),
      sleep(clock, BALANCES_MS, late.signal).then(() => null),
    ]);
    if (balances === null) return alert;
    return { ...alert, body: alert.body === '' ? balances : `${alert.body}\n${balances}` };
  } catch (error) {
    log.debug({ error: messageOf(error) }, 'told without balances');
    return alert;
  } finally {
    late.abort();
  }
}
