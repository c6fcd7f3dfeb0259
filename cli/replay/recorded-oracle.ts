import type { OracleTick, OracleType } from '@pm-arbitrage/core/domain/oracle-tick.js';
import type { OracleHealth, OracleSink, OracleSource } from '@pm-arbitrage/core/ports/oracle-source.js';

/** What the sources of one oracle said, behind the port of a live source. They are put together again by the agent. */
export class RecordedOracle implements OracleSource {
  readonly type: OracleType;
  readonly name = 'recording';
  #sink: OracleSink | null = null;
  #ticks = 0;
  #lastTickAt: number | null = null;
  /** The last of each kind that was said before anybody listened: it is told to who starts to. */
  readonly #before = new Map<string, OracleTick>();

  constructor(type: OracleType) {
    this.type = type;
  }

  async start(sink: OracleSink): Promise<void> {
    this.#sink = sink;
    for (const tick of this.#before.values()) sink.tick(tick);
  }

  tick(tick: OracleTick): void {
    this.#ticks++;
    this.#lastTickAt = tick.receivedAt;
    if (this.#sink === null) this.#before.set(`${tick.symbol} ${tick.source} ${tick.fact.kind}`, tick);
    else this.#sink.tick(tick);
  }

  /** The recording holds what was watched then. */
  watch(): void {}

  health(): OracleHealth {
    return {
      connected: true,
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
