import type { OracleTick } from '@pm-arbitrage/core/domain/oracle-tick.js';
import type { FeedRefusal } from '@pm-arbitrage/core/ports/market-data.js';
import type { OracleSink } from '@pm-arbitrage/core/ports/oracle-source.js';
import { ClockSkew } from './clock-skew.js';

/** A live tick whose time is further off than this is no matter of clocks, ms. */
const MOST_OFF_MS = 600_000;
/** Refusals from before there is a sink. */
const MOST_EARLY = 200;

/** What a source delivered and refused so far, and the way to its sink. */
export class SourceTally {
  readonly #refusedBy = new Map<string, number>();
  readonly #skew = new ClockSkew();
  readonly #early: FeedRefusal[] = [];
  #sink: OracleSink | null = null;
  #ticks = 0;
  #refused = 0;
  #lastTickAt: number | null = null;

  open(sink: OracleSink): void {
    this.#sink = sink;
    for (const refusal of this.#early.splice(0)) sink.refused(refusal);
  }

  close(): void {
    this.#sink = null;
  }

  /**
   * Delivers a tick.
   * @param clocked the event time is of now by the source's own clock: it tells how that clock goes.
   * @returns false when it was refused for its time.
   */
  tick(tick: OracleTick, clocked: boolean): boolean {
    if (this.#sink === null) return false;
    if (clocked) {
      if (!this.timely(tick.source, tick.eventTime, tick.receivedAt)) return false;
      this.#skew.observe(tick.eventTime, tick.receivedAt);
    }
    this.#ticks++;
    this.#lastTickAt = tick.receivedAt;
    this.#sink.tick(tick);
    return true;
  }

  /** Whether a live time can be explained by clocks and delay; refuses it otherwise. */
  timely(source: string, time: number, receivedAt: number): boolean {
    const off = time - receivedAt;
    if (Math.abs(off) <= MOST_OFF_MS) return true;
    this.refuse('bad-time', `${source} stamps what is live with a time that is off by ${off} ms`);
    return false;
  }

  /** Counts something that was not used. `kind` is one of a few stable words. */
  refuse(kind: string, message: string): void {
    this.#refused++;
    this.#refusedBy.set(kind, (this.#refusedBy.get(kind) ?? 0) + 1);
    if (this.#sink) this.#sink.refused({ kind, message });
    else if (this.#early.length < MOST_EARLY) this.#early.push({ kind, message });
  }

  get ticks(): number {
    return this.#ticks;
  }

  get refused(): number {
    return this.#refused;
  }

  get lastTickAt(): number | null {
    return this.#lastTickAt;
  }

  get skewMs(): number | null {
    return this.#skew.ms;
  }

  /** Refusals by their kind. */
  refusedBy(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#refusedBy);
  }
}
