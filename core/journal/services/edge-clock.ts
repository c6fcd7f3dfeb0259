import type { Cancel, Clock } from '../../clock/clock.js';
import type { Edge } from '../edge/edge.js';

/** A clock beyond an edge: readings are drawn, timers are heard. */
export class EdgeClock implements Clock {
  constructor(
    private readonly edge: Edge,
    private readonly clock: Clock,
  ) {}

  now(): number {
    return this.edge.draw('now', () => this.clock.now());
  }

  monotonic(): number {
    return this.edge.draw('monotonic', () => this.clock.monotonic());
  }

  after(delayMs: number, callback: () => void): Cancel {
    const ear = this.edge.hearAtOnce(`timer after ${delayMs} ms`, () => {
      ear.forget();
      callback();
    });
    return cancelling(ear, this.clock.after(delayMs, ear.hear));
  }

  every(periodMs: number, callback: () => void): Cancel {
    const ear = this.edge.hearAtOnce(`timer every ${periodMs} ms`, callback);
    return cancelling(ear, this.clock.every(periodMs, ear.hear));
  }
}

const cancelling =
  (ear: { forget(): void }, cancel: Cancel): Cancel =>
  () => {
    ear.forget();
    cancel();
  };
