import type { AlertChannelName } from '@pm-arbitrage/core/domain/alert-channel-name.js';
import { type Delivery, deliveryId, isSettled } from './delivery.js';
import type { ChannelPace, OpenAlert, RoutingState } from './routing-state.js';

/** Changes of one step of the routing, over a state that stays as it is. */
export class Draft implements RoutingState {
  readonly open: Map<string, OpenAlert>;
  readonly deliveries: Map<string, Delivery>;
  readonly paces: Map<AlertChannelName, ChannelPace>;
  readonly #byAlert = new Map<string, Set<string>>();
  readonly #underWay = new Map<AlertChannelName, number>();
  readonly #touched = new Map<string, Delivery>();

  constructor({ open, deliveries, paces }: RoutingState) {
    this.open = new Map(open);
    this.deliveries = new Map();
    this.paces = new Map(paces);
    for (const delivery of deliveries.values()) this.#set(delivery);
  }

  put(delivery: Delivery): void {
    this.#set(delivery);
    this.#touched.set(delivery.id, delivery);
  }

  remove({ id, alert }: Delivery): void {
    const before = this.deliveries.get(id);
    if (before?.state === 'sending') this.#count(before.channel, -1);
    this.deliveries.delete(id);
    this.#byAlert.get(alert)?.delete(id);
  }

  /** The deliveries of an alert; of one telling where it is named. */
  of(alert: string, round?: number): readonly Delivery[] {
    const all = [...(this.#byAlert.get(alert) ?? [])].flatMap((id) => this.deliveries.get(id) ?? []);
    return round === undefined ? all : all.filter((one) => one.round === round);
  }

  /** Attempts that are under way by a channel. */
  underWay(channel: AlertChannelName): number {
    return this.#underWay.get(channel) ?? 0;
  }

  changed(): readonly Delivery[] {
    return [...this.#touched.values()];
  }

  #set(delivery: Delivery): void {
    const { id, alert, channel, state } = delivery;
    const before = this.deliveries.get(id);
    this.#count(channel, (state === 'sending' ? 1 : 0) - (before?.state === 'sending' ? 1 : 0));
    this.deliveries.set(id, delivery);
    const ids = this.#byAlert.get(alert);
    if (ids === undefined) this.#byAlert.set(alert, new Set([id]));
    else ids.add(id);
  }

  #count(channel: AlertChannelName, by: number): void {
    if (by !== 0) this.#underWay.set(channel, this.underWay(channel) + by);
  }

  state(): RoutingState {
    return { open: this.open, deliveries: this.deliveries, paces: this.paces };
  }

  /** An alert is closed when all its deliveries are settled; an emergency only when somebody acknowledged it. */
  forgetClosed(): void {
    for (const [id, { alert }] of this.open) {
      if (alert.tier === 'emergency' || !this.of(id).every(isSettled)) continue;
      this.open.delete(id);
      for (const delivery of this.of(id)) this.remove(delivery);
    }
  }
}

/** A delivery that waits for its first attempt. */
export const fresh = (alert: string, channel: AlertChannelName, round: number, now: number): Delivery => ({
  id: deliveryId(alert, channel, round),
  alert,
  channel,
  round,
  state: 'waiting',
  attempts: 0,
  dueAt: now,
  firstTriedAt: null,
  triedAt: null,
  reason: '',
  reference: null,
});

/** It is not told any more. */
export const dropped = (one: Delivery, reason: string): Delivery => ({ ...one, state: 'dropped', reason });
