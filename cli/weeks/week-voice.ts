import type { OracleHealth, OracleSink, OracleSource } from '@pm-arbitrage/core/ports/oracle-source.js';
import type { Said, Voice } from '@pm-arbitrage/simulator/weeks/oracle-voices.js';

/** One source of prices of a simulated week behind the port of the live sources. */
export class WeekVoice implements OracleSource {
  readonly type = 'crypto';
  readonly name: Voice;
  #sink: OracleSink | null = null;
  #ticks = 0;
  #lastTickAt: number | null = null;

  constructor(name: Voice) {
    this.name = name;
  }

  async start(sink: OracleSink): Promise<void> {
    this.#sink = sink;
  }

  watch(): void {}

  tell({ tick }: Said): void {
    this.#ticks++;
    this.#lastTickAt = tick.receivedAt;
    this.#sink?.tick(tick);
  }

  health(): OracleHealth {
    return {
      connected: this.#sink !== null,
      ticks: this.#ticks,
      refused: 0,
      reconnects: 0,
      lastTickAt: this.#lastTickAt,
      clockSkewMs: null,
      trouble: null,
    };
  }

  async stop(): Promise<void> {
    this.#sink = null;
  }
}
