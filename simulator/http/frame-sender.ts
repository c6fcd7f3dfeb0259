import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import { WebSocket } from 'ws';
import type { FaultBoard } from '../faults/fault-board.js';
import type { Venue } from '../world/question.js';

/** A client that does not read is cut here rather than filling the simulator's memory. */
const MAX_BUFFERED_BYTES = 32_000_000;

/** Sends text on one socket, through the venue's freeze and latency faults. Frames never overtake each other. */
export class FrameSender {
  readonly #socket: WebSocket;
  readonly #clock: Clock;
  readonly #faults: FaultBoard;
  readonly #venue: Venue;
  #notBefore = 0;
  #waiting = 0;

  constructor(socket: WebSocket, clock: Clock, faults: FaultBoard, venue: Venue) {
    this.#socket = socket;
    this.#clock = clock;
    this.#faults = faults;
    this.#venue = venue;
  }

  /** Sends a frame, or loses it while the venue is frozen. */
  send(text: string): void {
    if (!this.#faults.isFrozen(this.#venue)) this.sendAlways(text);
  }

  /** Sends a frame even while frozen, for answers to keep-alives. */
  sendAlways(text: string): void {
    const delay = this.#faults.latencyMs(this.#venue);
    if (delay === 0 && this.#waiting === 0) {
      this.#write(text);
      return;
    }
    this.#notBefore = Math.max(this.#notBefore, this.#clock.now() + delay);
    this.#waiting++;
    this.#clock.after(this.#notBefore - this.#clock.now(), () => {
      this.#waiting--;
      this.#write(text);
    });
  }

  #write(text: string): void {
    if (this.#socket.readyState !== WebSocket.OPEN) return;
    if (this.#socket.bufferedAmount > MAX_BUFFERED_BYTES) this.#socket.terminate();
    else this.#socket.send(text);
  }
}
