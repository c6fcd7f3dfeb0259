import type { OracleType } from '@pm-arbitrage/core/domain/oracle-tick.js';
import { counterOf, gaugeOf } from '@pm-arbitrage/core/metrics/meters.js';
import { metrics as told } from '@pm-arbitrage/core/metrics/metrics.js';
import { RunningCount } from '@pm-arbitrage/core/metrics/running-count.js';
import type { OracleSource } from '@pm-arbitrage/core/ports/oracle-source.js';
import type { Registry } from 'prom-client';

/** The health of an oracle's sources, as metrics. */
export class SourceGauges {
  readonly #type: OracleType;
  readonly #ticks;
  readonly #reconnects;
  readonly #dataAt;
  readonly #up;

  constructor(registry: Registry, type: OracleType) {
    this.#type = type;
    this.#ticks = new RunningCount(counterOf(registry, told.oracleTicks));
    this.#reconnects = new RunningCount(counterOf(registry, told.oracleReconnects));
    this.#dataAt = gaugeOf(registry, told.oracleDataAt);
    this.#up = gaugeOf(registry, told.oracleUp);
  }

  show(sources: readonly OracleSource[]): void {
    for (const source of sources) {
      const { connected, lastTickAt, reconnects, ticks, trouble } = source.health();
      const labels = { type: this.#type, source: source.name };
      this.#ticks.reach(labels, ticks);
      this.#reconnects.reach(labels, reconnects);
      this.#up.set(labels, connected && trouble === null ? 1 : 0);
      if (lastTickAt !== null) this.#dataAt.set(labels, lastTickAt / 1_000);
    }
  }
}
