import type { AlertRequest } from '@pm-arbitrage/core/runtime/agent.js';

/** A service that did not answer for this long is away, ms. */
const AWAY_MS = 10_000;

/** Whether a service answers: tells once when it is away, and once when it is back. */
export class ServicePulse {
  readonly #service: 'Postgres' | 'Redis';
  #failingSince: number | null = null;
  #away = false;

  constructor(service: 'Postgres' | 'Redis') {
    this.#service = service;
  }

  get isFailing(): boolean {
    return this.#failingSince !== null;
  }

  /** @param problem why it did not answer; null: it did. @param now Unix ms */
  record(problem: string | null, now: number): readonly AlertRequest[] {
    const kind = this.#service === 'Postgres' ? 'database' : 'redis';
    if (problem === null) {
      const wasAway = this.#away;
      this.#failingSince = null;
      this.#away = false;
      if (!wasAway) return [];
      return [
        {
          tier: 'important',
          kind: `${kind}.back`,
          dedupeKey: `${kind}.back:${now}`,
          title: `${this.#service} is back`,
        },
      ];
    }
    this.#failingSince ??= now;
    if (this.#away || now - this.#failingSince < AWAY_MS) return [];
    this.#away = true;
    const body =
      this.#service === 'Postgres'
        ? `${problem}. Nothing is approved and nothing is sent until it is back; bring it back.`
        : `${problem}. Nothing reaches anybody, so nothing is traded, until it is back; bring it back.`;
    // One that was back and is gone again must be heard of again, however soon.
    const dedupeKey = `${kind}.down:${this.#failingSince}`;
    return [{ tier: 'critical', kind: `${kind}.down`, dedupeKey, title: `${this.#service} does not answer`, body }];
  }
}
