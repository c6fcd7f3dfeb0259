import { setImmediate } from 'node:timers';

/** Runs in a turn of the event loop of its own: after what is under way, its microtasks included, and alone. */
export function nextTurn(run: () => void): void {
  setImmediate(run);
}
