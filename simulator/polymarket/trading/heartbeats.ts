import type { Cancel, Clock } from '@pm-arbitrage/core/clock/clock.js';
import { uuidOf } from '../../world/identifiers.js';
import type { Desk } from './desk.js';
import type { OrderStore } from './order-store.js';

/** Reference §6.6. */
const LAPSE_MS = 10_000;
const SWEEP_MS = 5_000;

interface Pulse {
  /** The id that the next heartbeat has to carry. */
  expected: string;
  /** Unix ms. */
  at: number;
}

/** The dead-man switch of each API key: armed by the first heartbeat, it cancels the key's orders when they stop. */
export class Heartbeats {
  readonly #clock: Clock;
  readonly #seed: number;
  readonly #pulses = new Map<string, Pulse>();
  readonly #stop: Cancel;
  #count = 0;

  constructor(clock: Clock, seed: number, orders: OrderStore, desk: Desk) {
    this.#clock = clock;
    this.#seed = seed;
    this.#stop = clock.every(SWEEP_MS, () => {
      for (const [owner, { at }] of this.#pulses) {
        if (clock.now() - at <= LAPSE_MS) continue;
        for (const order of orders.open((one) => one.owner === owner)) desk.cancel(order);
      }
    });
  }

  /** @returns the id of the next heartbeat, and whether this one was accepted. */
  beat(owner: string, id: string): { readonly accepted: boolean; readonly next: string } {
    const pulse = this.#pulses.get(owner);
    if (pulse && pulse.expected !== id) return { accepted: false, next: pulse.expected };
    const expected = uuidOf(this.#seed, 'heartbeat', owner, this.#count++);
    this.#pulses.set(owner, { expected, at: this.#clock.now() });
    return { accepted: true, next: expected };
  }

  /** The older route, without ids: keeps an armed switch from firing. */
  touch(owner: string): void {
    const pulse = this.#pulses.get(owner);
    if (pulse) pulse.at = this.#clock.now();
  }

  close(): void {
    this.#stop();
  }
}
