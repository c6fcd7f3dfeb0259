import type { Cancel, Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { Venue } from '../world/question.js';
import type { Fault, OrderEffect } from './fault.js';

interface ActiveFault {
  readonly id: number;
  readonly fault: Fault;
  /** Uses left of a counted fault. */
  left: number;
}

/** The faults in force at both venues, and the questions that the stand-ins ask before they act. */
export class FaultBoard {
  readonly #clock: Clock;
  #active: ActiveFault[] = [];
  #nextId = 1;
  readonly #droppers: Record<Venue, Set<() => void>> = { kalshi: new Set(), polymarket: new Set() };

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @returns an id for `clear`. */
  inject(fault: Fault): number {
    const id = this.#nextId++;
    if (fault.kind === 'drop-sockets') {
      for (const drop of this.#droppers[fault.venue]) drop();
      return id;
    }
    this.#active.push({ id, fault, left: 'count' in fault ? fault.count : Infinity });
    if (fault.durationMs !== undefined) this.#clock.after(fault.durationMs, () => this.clear(id));
    return id;
  }

  /** Ends one fault, or all of them. */
  clear(id?: number): void {
    this.#active = id === undefined ? [] : this.#active.filter((active) => active.id !== id);
  }

  /** The faults in force. */
  list(): (Fault & { readonly id: number })[] {
    return this.#active.map(({ id, fault }) => ({ ...fault, id }));
  }

  /** Calls back when a venue's sockets are to be cut. */
  onDrop(venue: Venue, drop: () => void): Cancel {
    this.#droppers[venue].add(drop);
    return () => this.#droppers[venue].delete(drop);
  }

  /** Milliseconds that the venue's clock is ahead. */
  skewMs(venue: Venue): number {
    return this.#sum(venue, (fault) => (fault.kind === 'clock-skew' ? fault.skewMs : 0));
  }

  latencyMs(venue: Venue): number {
    return this.#sum(venue, (fault) => (fault.kind === 'latency' ? fault.delayMs : 0));
  }

  isFrozen(venue: Venue): boolean {
    return this.#has(venue, 'freeze-sockets');
  }

  /** Whether Kalshi's pings go out. */
  sendsHeartbeats(venue: Venue): boolean {
    return !this.#of(venue).some(({ fault }) => fault.kind === 'freeze-sockets' && fault.heartbeats !== true);
  }

  refusesConnections(venue: Venue): boolean {
    return this.#has(venue, 'refuse-connections');
  }

  losesResolutions(venue: Venue): boolean {
    return this.#has(venue, 'lose-resolutions');
  }

  /** True when the next book change is to be lost; counts it. */
  takeLostFrame(venue: Venue): boolean {
    return this.#use(venue, ({ kind }) => kind === 'lose-frames') !== null;
  }

  /** The status with which a REST request is to fail, or null; counts it. */
  takeRestError(venue: Venue, path: string): 425 | 429 | 500 | 503 | null {
    const fault = this.#use(venue, (one) => one.kind === 'rest-error' && path.startsWith(one.pathPrefix ?? '/'));
    return fault?.kind === 'rest-error' ? fault.status : null;
  }

  /** What is to go wrong with this order placement, or null; counts it. */
  takeOrderFault(venue: Venue): OrderEffect | null {
    const fault = this.#use(venue, ({ kind }) => kind === 'order');
    return fault?.kind === 'order' ? fault : null;
  }

  /** True when this cancel is to come too late; counts it. */
  takeCancelRace(venue: Venue): boolean {
    return this.#use(venue, ({ kind }) => kind === 'cancel-race') !== null;
  }

  duplicatesUserEvents(venue: Venue): boolean {
    return this.#has(venue, 'duplicate-user-events');
  }

  reordersUserEvents(venue: Venue): boolean {
    return this.#has(venue, 'reorder-user-events');
  }

  losesUserEvents(venue: Venue): boolean {
    return this.#has(venue, 'lose-user-events');
  }

  /** How old the state is that private reads show, ms. */
  readLagMs(venue: Venue): number {
    return this.#sum(venue, (fault) => (fault.kind === 'read-lag' ? fault.delayMs : 0));
  }

  /** What balance reads add to the truth, micro-dollars. */
  balanceLie(venue: Venue): number {
    return this.#sum(venue, (fault) => (fault.kind === 'balance-lie' ? fault.byMicroUsd : 0));
  }

  #of(venue: Venue): ActiveFault[] {
    return this.#active.filter(({ fault }) => fault.venue === venue);
  }

  #has(venue: Venue, kind: Fault['kind']): boolean {
    return this.#active.some(({ fault }) => fault.venue === venue && fault.kind === kind);
  }

  #sum(venue: Venue, amount: (fault: Fault) => number): number {
    let total = 0;
    for (const { fault } of this.#active) if (fault.venue === venue) total += amount(fault);
    return total;
  }

  #use(venue: Venue, matches: (fault: Fault) => boolean): Fault | null {
    const active = this.#active.find(({ fault }) => fault.venue === venue && matches(fault));
    if (!active) return null;
    active.left--;
    if (active.left <= 0) this.clear(active.id);
    return active.fault;
  }
}
