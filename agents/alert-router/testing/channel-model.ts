import type { AlertChannelName } from '@pm-arbitrage/core/domain/alert-channel-name.js';
import type { Delivery } from '../routing/delivery.js';
import { route, type RoutingEvent } from '../routing/route.js';
import type { RoutingSettings } from '../routing/routing-settings.js';
import { nothingOpen, type RoutingState } from '../routing/routing-state.js';

/** How a channel behaves; `hang` gives no answer until the router's patience ends. */
export type Behaviour = 'works' | 'refuses' | 'fails' | 'limits' | 'hangs';

const PATIENCE_MS = 10_000;
export const STEP_MS = 250;
export const RETRY_AFTER_MS = 30_000;

export interface Sent {
  readonly at: number;
  readonly delivery: Delivery;
  /** Whether the person has it. */
  readonly arrived: boolean;
}

/** Channels that behave as told, around the pure routing: time moves in steps, answers take a step. */
export class ChannelModel {
  readonly sent: Sent[] = [];
  readonly told: Delivery[] = [];
  state: RoutingState = nothingOpen;
  readonly #settings: RoutingSettings;
  readonly #behaviours: Readonly<Partial<Record<AlertChannelName, Behaviour>>>;
  #answers: { readonly at: number; readonly event: RoutingEvent }[] = [];
  #now: number;

  constructor(
    settings: RoutingSettings,
    behaviours: Readonly<Partial<Record<AlertChannelName, Behaviour>>>,
    now: number,
  ) {
    this.#settings = settings;
    this.#behaviours = behaviours;
    this.#now = now;
  }

  get now(): number {
    return this.#now;
  }

  take(event: RoutingEvent): void {
    const { state, send, changed } = route(this.state, event, this.#settings, this.#now);
    this.state = state;
    this.told.push(...changed);
    for (const delivery of send) this.#attempt(delivery);
  }

  run(ms: number): void {
    for (const end = this.#now + ms; this.#now < end;) {
      this.#now += STEP_MS;
      const due = this.#answers.filter(({ at }) => at <= this.#now);
      this.#answers = this.#answers.filter(({ at }) => at > this.#now);
      for (const { event } of due) this.take(event);
      this.take({ kind: 'tick' });
    }
  }

  #attempt(delivery: Delivery): void {
    const behaviour = this.#behaviours[delivery.channel] ?? 'works';
    this.sent.push({ at: this.#now, delivery, arrived: behaviour === 'works' });
    const failed = { kind: 'not-delivered', delivery: delivery.id, reason: behaviour, retryAfterMs: null } as const;
    const soon = this.#now + STEP_MS;
    const answer = (event: RoutingEvent, at = soon) => this.#answers.push({ at, event });
    switch (behaviour) {
      case 'works':
        return void answer({ kind: 'delivered', delivery: delivery.id, reference: 'r' });
      case 'refuses':
        return void answer({ ...failed, retry: false });
      case 'fails':
        return void answer({ ...failed, retry: true });
      case 'limits':
        return void answer({ ...failed, retry: true, retryAfterMs: RETRY_AFTER_MS });
      case 'hangs':
        return void answer({ ...failed, retry: true }, this.#now + PATIENCE_MS);
    }
  }
}
