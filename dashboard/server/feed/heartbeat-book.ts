import type { Heartbeat } from '@pm-arbitrage/core/domain/heartbeat.js';

/** An agent that was silent for so long is forgotten, ms: as long as its heartbeat stays in the hot state. */
const KEPT_MS = 60_000;

/** The newest heartbeat of every agent, and when it first said that it obeys a halt. */
export class HeartbeatBook {
  readonly #beats = new Map<string, Heartbeat>();
  readonly #acknowledged = new Map<string, { readonly haltId: string; readonly at: number }>();

  /** @returns whether the agent obeys another halt than before, or none any more */
  take(beat: Heartbeat): boolean {
    const before = this.#beats.get(beat.agent);
    if (before !== undefined && before.at > beat.at) return false;
    this.#beats.set(beat.agent, beat);
    if (beat.haltId === null) this.#acknowledged.delete(beat.agent);
    // Whose first heartbeat is a halted one obeyed before anybody looked: nobody knows since when.
    else if (before !== undefined && this.#acknowledged.get(beat.agent)?.haltId !== beat.haltId)
      this.#acknowledged.set(beat.agent, { haltId: beat.haltId, at: beat.at });
    return before?.haltId !== beat.haltId || before.state !== beat.state;
  }

  /** @returns the agents that are forgotten now. `now` Unix ms */
  forget(now: number): readonly string[] {
    const gone = [...this.#beats.values()].filter(({ at }) => now - at > KEPT_MS).map(({ agent }) => agent);
    for (const agent of gone) {
      this.#beats.delete(agent);
      this.#acknowledged.delete(agent);
    }
    return gone;
  }

  get(agent: string): Heartbeat | undefined {
    return this.#beats.get(agent);
  }

  all(): Iterable<Heartbeat> {
    return this.#beats.values();
  }

  get acknowledged(): ReadonlyMap<string, { readonly haltId: string; readonly at: number }> {
    return this.#acknowledged;
  }
}
