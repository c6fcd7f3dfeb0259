import { BinanceProtocol } from '@pm-arbitrage/adapters/oracles/crypto/binance/binance-protocol.js';
import type { FeedDesk } from '@pm-arbitrage/adapters/oracles/transport/feed-protocol.js';
import { SourceTally } from '@pm-arbitrage/adapters/oracles/transport/source-tally.js';
import { readLines } from '@pm-arbitrage/adapters/venues/recording/read-lines.js';
import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { OracleHealth, OracleSink, OracleSource } from '@pm-arbitrage/core/ports/oracle-source.js';
import type { ReplayInput } from '../../replay/replay-input.js';

const LINE = /^(\d{13})\d{6} (.*)$/;
const PAIR = /"stream":"([a-z0-9]+)usdt@/;

/** Raw frames of Binance behind the port of the live source: the same decoder makes the same ticks of them. */
export class BinanceRecording implements OracleSource {
  readonly type = 'crypto';
  readonly name = 'binance';
  readonly #tally = new SourceTally();
  readonly #symbols = new Set<string>();
  readonly #protocol: BinanceProtocol;

  constructor(clock: Clock) {
    const nothing = () => undefined;
    const desk: FeedDesk = {
      now: () => clock.now(),
      symbols: () => this.#symbols,
      tick: (tick, clocked) => void this.#tally.tick(tick, clocked),
      timely: (time, receivedAt) => this.#tally.timely(this.name, time, receivedAt),
      refuse: (kind, message) => this.#tally.refuse(kind, message),
      // There is no connection to talk over or to end.
      heard: nothing,
      say: nothing,
      reconnect: nothing,
      rotate: nothing,
      drop: nothing,
      off: nothing,
    };
    this.#protocol = new BinanceProtocol(desk, { trades: 'trade', intervals: [], history: null, historyMs: 0 });
  }

  async start(sink: OracleSink): Promise<void> {
    this.#tally.open(sink);
  }

  /** The recording holds what was watched then. */
  watch(): void {}

  /** The lines of a file in their order. Times that run back are those of the line before. */
  async *inputs(file: string): AsyncGenerator<ReplayInput> {
    let last = 0;
    for await (const { line, text } of readLines(file)) {
      const [, stamp, frame] = LINE.exec(text) ?? [];
      if (stamp === undefined || frame === undefined) {
        this.#tally.refuse('malformed', `${file}:${line} is no stamped frame`);
        continue;
      }
      last = Math.max(last, Number(stamp));
      const at = last;
      yield { at, give: () => this.#frame(frame, at) };
    }
  }

  health(): OracleHealth {
    const { lastTickAt, refused, skewMs, ticks } = this.#tally;
    return { connected: true, ticks, refused, reconnects: 0, lastTickAt, clockSkewMs: skewMs, trouble: null };
  }

  async stop(): Promise<void> {
    this.#tally.close();
  }

  #frame(frame: string, at: number): void {
    const asset = PAIR.exec(frame)?.[1];
    if (asset !== undefined) for (const quote of ['usdt', 'usd']) this.#symbols.add(`${asset}-${quote}`);
    this.#protocol.frame(frame, at);
  }
}
