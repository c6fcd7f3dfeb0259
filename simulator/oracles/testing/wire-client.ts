import type { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import { WebSocket } from 'ws';

type Frame = Readonly<Record<string, unknown>>;

/** A bare WebSocket that keeps what it hears. */
export class WireClient {
  readonly frames: Frame[] = [];
  /** Code of the closing frame; 1006 for a cut; null while open. */
  closedWith: number | null = null;
  pings = 0;
  readonly #clock: SimulatedClock;
  readonly #socket: WebSocket;

  /** @param pongs false leaves pings unanswered. */
  constructor(clock: SimulatedClock, url: string, pongs = true, headers: Readonly<Record<string, string>> = {}) {
    this.#clock = clock;
    this.#socket = new WebSocket(url, { autoPong: pongs, headers });
    this.#socket.on('message', (data) => this.frames.push(JSON.parse(String(data)) as Frame));
    this.#socket.on('ping', () => this.pings++);
    this.#socket.on('close', (code) => (this.closedWith = code));
    this.#socket.on('error', () => {});
  }

  get isOpen(): boolean {
    return this.#socket.readyState === WebSocket.OPEN;
  }

  say(frame: unknown): void {
    this.#socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  }

  ping(): void {
    this.#socket.ping();
  }

  end(): void {
    this.#socket.terminate();
  }

  /** Frames among which `where` holds. */
  heard(where: (frame: Frame) => boolean): Frame[] {
    return this.frames.filter(where);
  }

  /** Moves time until something holds. */
  async until(holds: () => boolean, stepMs = 50): Promise<void> {
    for (;;) {
      for (let turn = 0; turn < 4; turn++) await new Promise((resolve) => setImmediate(resolve));
      if (holds()) return;
      this.#clock.advanceBy(stepMs);
    }
  }

  /** Moves time by so much. */
  async pass(durationMs: number, stepMs = 50): Promise<void> {
    const end = this.#clock.now() + durationMs;
    await this.until(() => this.#clock.now() >= end, stepMs);
  }
}
