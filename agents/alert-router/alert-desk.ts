import type { Cancel, Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { AlertsConfig } from '@pm-arbitrage/core/config/alerts-section.js';
import type { Alert } from '@pm-arbitrage/core/domain/alert.js';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import type { Logger } from '@pm-arbitrage/core/log/logger.js';
import { type AlertChannel, AlertNotSentError } from '@pm-arbitrage/core/ports/alert-channel.js';
import type { AlertJournal } from './alert-journal.js';
import type { Delivery } from './routing/delivery.js';
import { route, type RoutingEvent } from './routing/route.js';
import type { RoutingSettings } from './routing/routing-settings.js';
import { nothingOpen, type RoutingState } from './routing/routing-state.js';
import { routingSettingsOf } from './routing-settings-of.js';
import { isPartOf, type KnownAlert } from './same-alert.js';

/** An attempt that got no answer by then is given up. */
const PATIENCE_MS = 10_000;
const TICK_MS = 250;
/** Messages that are remembered as taken. */
const REMEMBERED = 2_000;

export interface DeskParts {
  readonly clock: Clock;
  readonly log: Logger;
  readonly config: AlertsConfig;
  readonly channels: readonly AlertChannel[];
  readonly journal: AlertJournal;
  /** Told of each attempt's end, for the counters. */
  readonly onOutcome: (channel: AlertChannel['name'], outcome: 'delivered' | 'failed') => void;
}

/** Takes alerts and brings them to persons: the routing decides, this sends and remembers. */
export class AlertDesk {
  readonly #parts: DeskParts;
  readonly #settings: RoutingSettings;
  readonly #taken = new Set<string>();
  /** The newest alert of each key. */
  readonly #known = new Map<string, KnownAlert>();
  readonly #attempts = new Set<AbortController>();
  #state: RoutingState = nothingOpen;
  #tick: Cancel | null = null;
  #raised = 0;
  #stopped = false;

  constructor(parts: DeskParts) {
    this.#parts = parts;
    this.#settings = routingSettingsOf(parts.config, parts.channels);
  }

  /** Alerts taken in this life, alerts that something is still to be done about, and deliveries that wait. */
  get counts(): { readonly routed: number; readonly open: number; readonly waiting: number } {
    const waiting = [...this.#state.deliveries.values()].filter(({ state }) => state === 'waiting').length;
    return { routed: this.#raised, open: this.#state.open.size, waiting };
  }

  get openAlerts(): readonly Alert[] {
    return [...this.#state.open.values()].map(({ alert }) => alert);
  }

  /** Goes on where an earlier life ended. */
  async start(): Promise<void> {
    const { clock, config, journal } = this.#parts;
    const memory = await journal.load(clock.now() - config.dedupeMs);
    for (const known of memory.known) this.#known.set(known.alert.dedupeKey, known);
    for (const id of memory.taken) this.#taken.add(id);
    if (this.#parts.channels.length === 0) return;
    this.#state = {
      ...nothingOpen,
      open: new Map(memory.open.map((one) => [one.alert.id, one])),
      deliveries: new Map(memory.deliveries.map((one) => [one.id, one])),
    };
    this.#take({ kind: 'tick' });
  }

  /**
   * Takes an alert, each message once. What a person must hear is on its way when this returns; @returns whether it is an
   * alert of its own. @param message id of the message that brought it
   */
  raise(alert: Alert, message: string): boolean {
    if (this.#taken.has(message)) return false;
    this.#remember(message);
    const { config, journal, log } = this.#parts;
    const same = this.#known.get(alert.dedupeKey);
    if (same !== undefined && isPartOf(alert, same, config.dedupeMs)) {
      journal.noteAgain(same.alert.id, message, alert.at);
      return false;
    }
    this.#known.set(alert.dedupeKey, { alert, acknowledged: false });
    this.#forgetOld(alert.at);
    this.#raised++;
    log[alert.tier === 'routine' ? 'info' : 'warn'](
      { tier: alert.tier, kind: alert.kind, body: alert.body },
      alert.title,
    );
    journal.noteAlert(alert, message);
    this.#take({ kind: 'raised', alert });
    return true;
  }

  /** Somebody saw it: it is not told again. */
  acknowledged(id: string): void {
    for (const [key, known] of this.#known)
      if (known.alert.id === id) this.#known.set(key, { ...known, acknowledged: true });
    this.#recall(id);
    this.#take({ kind: 'acknowledged', alert: id });
  }

  /** Open alerts that somebody acknowledged at a service itself, and who. */
  async acknowledgedAtServices(): Promise<ReadonlyMap<string, string>> {
    const seen = new Map<string, string>();
    for (const { alert, channel: name, reference } of this.#state.deliveries.values()) {
      const channel = this.#parts.channels.find((one) => one.name === name);
      if (reference === null || channel?.acknowledgedBy === undefined) continue;
      const { signal, end } = this.#patience();
      const by = await channel.acknowledgedBy(reference, signal).finally(end);
      if (by !== null) seen.set(alert, by);
    }
    return seen;
  }

  stop(): void {
    this.#stopped = true;
    this.#tick?.();
    this.#tick = null;
    for (const attempt of this.#attempts) attempt.abort();
    for (const channel of this.#parts.channels) channel.close();
  }

  /** Alerts that nothing can be part of any more. */
  #forgetOld(now: number): void {
    if (this.#known.size <= REMEMBERED) return;
    for (const [key, { alert, acknowledged }] of this.#known)
      if (alert.at < now - this.#parts.config.dedupeMs && (alert.tier !== 'emergency' || acknowledged))
        this.#known.delete(key);
  }

  #remember(message: string): void {
    this.#taken.add(message);
    for (const oldest of this.#taken) {
      if (this.#taken.size <= REMEMBERED) break;
      this.#taken.delete(oldest);
    }
  }

  #take(event: RoutingEvent): void {
    const { clock, journal } = this.#parts;
    const now = clock.now();
    const { state, changed, send } = route(this.#state, event, this.#settings, now);
    this.#state = state;
    journal.noteDeliveries(changed, now);
    // Looked up before anything is closed by what comes of it.
    const begun = send.map((delivery) => ({ delivery, alert: state.open.get(delivery.alert)?.alert }));
    for (const { delivery, alert } of begun) if (alert !== undefined) void this.#attempt(delivery, alert);
    this.#schedule();
  }

  async #attempt(delivery: Delivery, alert: Alert): Promise<void> {
    const { channels, log, onOutcome } = this.#parts;
    const channel = channels.find(({ name }) => name === delivery.channel);
    if (channel === undefined) return;
    const { id, round } = delivery;
    const { signal, end } = this.#patience();
    try {
      const message = { ...alert, id, alertId: alert.id, repeat: round };
      const { reference } = await channel.send(message, signal);
      onOutcome(channel.name, 'delivered');
      this.#take({ kind: 'delivered', delivery: id, reference });
    } catch (error) {
      const { retry, retryAfterMs } = error instanceof AlertNotSentError ? error : { retry: true, retryAfterMs: null };
      onOutcome(channel.name, 'failed');
      log.warn({ channel: channel.name, alert: alert.id, retry, error: messageOf(error) }, 'alert not delivered');
      this.#take({ kind: 'not-delivered', delivery: id, reason: messageOf(error), retry, retryAfterMs });
    } finally {
      end();
    }
  }

  #patience(): { readonly signal: AbortSignal; readonly end: () => void } {
    const attempt = new AbortController();
    this.#attempts.add(attempt);
    const cancel = this.#parts.clock.after(PATIENCE_MS, () => attempt.abort());
    const end = () => {
      cancel();
      this.#attempts.delete(attempt);
    };
    return { signal: attempt.signal, end };
  }

  /** Ends what services repeat by themselves. */
  #recall(alert: string): void {
    const { channels, log } = this.#parts;
    for (const { alert: of, channel: name, reference } of this.#state.deliveries.values()) {
      const channel = channels.find((one) => one.name === name);
      if (of !== alert || reference === null || channel?.recall === undefined) continue;
      const { signal, end } = this.#patience();
      channel
        .recall(reference, signal)
        .catch((error: unknown) => log.warn({ channel: name, error: messageOf(error) }, 'alert not recalled'))
        .finally(end);
    }
  }

  /** Time passes for the routing only while something is open. */
  #schedule(): void {
    if (this.#stopped || this.#state.open.size === 0) {
      this.#tick?.();
      this.#tick = null;
    } else this.#tick ??= this.#parts.clock.every(TICK_MS, () => this.#take({ kind: 'tick' }));
  }
}
