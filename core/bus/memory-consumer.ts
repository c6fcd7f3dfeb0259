import { sleep } from '../clock/clock.js';
import { messageOf } from '../errors/coded-error.js';
import type { ConsumeHandler, GroupLag } from './bus.js';
import { type BusOptions, defaultRedelivery, type ParkedMessage } from './bus-options.js';
import type { Counters } from './counter-book.js';
import type { Delivery, GroupConsumer, MemoryGroup } from './memory-group.js';
import type { MemoryLog } from './memory-log.js';
import type { TurnQueue } from './turn-queue.js';
import { encodeEnvelope } from './wire.js';

/** One consumer of a group in memory: runs the handler, repeats it with backoff, parks what will not go through. */
export class MemoryConsumer implements GroupConsumer {
  readonly #stop = new AbortController();
  #current: Promise<void> = Promise.resolve();
  #working = false;

  constructor(
    private readonly bus: BusOptions,
    private readonly log: MemoryLog,
    private readonly group: MemoryGroup,
    private readonly queue: TurnQueue,
    private readonly counters: Counters,
    private readonly handler: ConsumeHandler<unknown>,
    private readonly park: (message: ParkedMessage) => void,
  ) {
    group.add(this);
  }

  lag(): GroupLag {
    const messages = this.log.end - this.group.firstNeeded();
    return { stream: this.log.stream, group: this.group.name, messages };
  }

  take(delivery: Delivery): void {
    this.#work(true);
    this.#current = this.#handle(delivery);
  }

  /** Takes no more messages; resolves when the handler that runs has ended. */
  async close(): Promise<void> {
    this.#stop.abort();
    this.group.rest(this);
    await this.#current;
    this.group.remove(this);
  }

  /** Leaves at once; the message in hand goes to another consumer, whatever its handler still does. */
  abort(): void {
    this.#stop.abort();
    this.group.remove(this);
    this.#work(false);
  }

  async #handle({ envelope, attempt: first }: Delivery): Promise<void> {
    const { maxAttempts, backoffMs } = this.bus.redelivery ?? defaultRedelivery;
    const problem = this.log.definition.problem(envelope.payload);
    if (problem !== null) {
      this.counters.invalid++;
      this.#giveUp('invalid', problem, first, envelope);
      return;
    }
    for (let attempt = first; ; attempt++) {
      if (attempt > 1) this.counters.redelivered++;
      try {
        await this.handler(envelope.payload, envelope);
        this.counters.delivered++;
        this.#finish();
        return;
      } catch (error) {
        if (attempt >= maxAttempts) {
          this.#giveUp('failed', messageOf(error), attempt, envelope);
          return;
        }
      }
      this.#work(false);
      // Busy again in the very step of the clock that ends the pause, so that `idle` called after it waits.
      const cancel = this.bus.clock.after(backoffMs(attempt), () => this.#work(true));
      await sleep(this.bus.clock, backoffMs(attempt), this.#stop.signal);
      cancel();
      if (this.#stop.signal.aborted) return;
    }
  }

  #giveUp(reason: ParkedMessage['reason'], error: string, attempts: number, envelope: Delivery['envelope']): void {
    this.counters.parked++;
    const { stream } = this.log;
    this.park({ stream, group: this.group.name, reason, error, attempts, text: encodeEnvelope(envelope) });
    this.#finish();
  }

  #finish(): void {
    this.group.done(this);
    // `done` makes this consumer idle again, which one that is closing must not be.
    if (this.#stop.signal.aborted) this.group.rest(this);
    this.#work(false);
  }

  /** Whether the hub is busy with this consumer; a consumer that waits for its backoff is not. */
  #work(working: boolean): void {
    if (working === this.#working) return;
    this.#working = working;
    if (working) this.queue.begin();
    else this.queue.end();
  }
}
