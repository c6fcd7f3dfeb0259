import type { Cancel, Clock } from '@pm-arbitrage/core/clock/clock.js';
import { json, type JsonResponse } from '../../http/json-server.js';

/** What the matching engine takes at present (reference §14). */
export type Mode = 'normal' | 'restarting' | 'post-only' | 'cancel-only' | 'disabled';

/** The restricted modes, and the two minutes after a restart in which only makers may come. */
export class EngineMode {
  readonly #clock: Clock;
  readonly #postOnlyMs: number;
  #mode: Mode = 'normal';
  /** Unix ms at which the mode ends, null when somebody has to end it. */
  #until: number | null = null;
  #timer: Cancel | null = null;

  constructor(clock: Clock, postOnlyMs: number) {
    this.#clock = clock;
    this.#postOnlyMs = postOnlyMs;
  }

  get mode(): Mode {
    return this.#mode;
  }

  set(mode: Mode): void {
    this.#enter(mode, null, null);
  }

  /** Restarts the engine: nothing works for `durationMs`, then only post-only orders do. */
  restart(durationMs: number): void {
    this.#enter('restarting', durationMs, () =>
      this.#enter('post-only', this.#postOnlyMs, () => this.#enter('normal', null, null)),
    );
  }

  /** The refusal of a whole placement request, or null. @param allPostOnly whether every order in it is post-only */
  placementRefusal(allPostOnly: boolean): JsonResponse | null {
    switch (this.#mode) {
      case 'normal':
        return null;
      case 'restarting':
        return this.#restarting();
      case 'post-only':
        return allPostOnly ? null : this.postOnlyRefusal();
      case 'cancel-only':
      case 'disabled':
        return json({ error: 'trading is disabled' }, 503);
    }
  }

  cancelRefusal(): JsonResponse | null {
    if (this.#mode === 'restarting') return this.#restarting();
    return this.#mode === 'disabled' ? json({ error: 'trading is disabled' }, 503) : null;
  }

  postOnlyRefusal(): JsonResponse {
    const seconds = this.#secondsLeft();
    const body = { error: POST_ONLY_TEXT, code: 'post_only_mode', retry_after_seconds: seconds };
    return { ...json(body, 503), headers: { 'retry-after': String(seconds) } };
  }

  #restarting(): JsonResponse {
    const body = json({ error: 'matching engine is restarting' }, 425);
    return this.#until === null ? body : { ...body, headers: { 'retry-after': String(this.#secondsLeft()) } };
  }

  #secondsLeft(): number {
    return this.#until === null ? 1 : Math.max(1, Math.ceil((this.#until - this.#clock.now()) / 1_000));
  }

  #enter(mode: Mode, durationMs: number | null, then: (() => void) | null): void {
    this.#timer?.();
    this.#mode = mode;
    this.#until = durationMs === null ? null : this.#clock.now() + durationMs;
    this.#timer = durationMs === null || then === null ? null : this.#clock.after(durationMs, then);
  }
}

export const POST_ONLY_TEXT = 'post-only mode: only post-only orders and cancels are allowed';
