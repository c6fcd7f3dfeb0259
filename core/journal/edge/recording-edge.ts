import { serialize } from 'node:v8';
import { nextTurn } from '../../clock/next-turn.js';
import type { Services } from '../../runtime/services.js';
import { recordError } from '../recorded-error.js';
import { textOf } from '../said.js';
import type { Act, Input } from '../turn.js';
import type { Ear, Edge } from './edge.js';

/** A turn on its way to the file; the input was made bytes before the agent could change it. */
export interface WrittenTurn {
  readonly at: number;
  readonly input: Buffer;
  readonly acts: readonly Act[];
}

export interface RecordingEdgeOptions {
  /** Takes each turn once it is over; must not throw. */
  readonly write: (turn: WrittenTurn) => void;
  /** Told of an input that is no plain data: it cannot be kept, and what follows cannot be replayed. */
  readonly onUnkept: (what: string, error: unknown) => void;
  readonly outside: Services;
}

/**
 * The edge of an agent that works, with all that passes written down. Every input gets a turn of the event loop of its
 * own, so that what follows from one is over before the next: that is what makes their order all there is to know.
 */
export class RecordingEdge implements Edge {
  #asks = 0;
  #ears = 0;
  #turn: { at: number; input: Buffer; acts: Act[] } | null = null;
  #stopped = false;

  constructor(private readonly options: RecordingEdgeOptions) {}

  get outside(): Services {
    return this.options.outside;
  }

  draw<T>(what: string, take: () => T): T {
    const value = take();
    this.#turn?.acts.push(['draw', what, value]);
    return value;
  }

  tell(what: string, said: unknown, act: () => void): void {
    this.#turn?.acts.push(['tell', what, textOf(said)]);
    act();
  }

  ask<T>(what: string, said: unknown, act: () => Promise<T>): Promise<T> {
    return this.#ask(what, said, act, (value) => value);
  }

  work<T>(what: string, act: () => Promise<T>): Promise<T> {
    return this.#ask(what, null, act, () => null);
  }

  hear<Args extends readonly unknown[], Result>(what: string, handler: (...args: Args) => Result) {
    const ear = this.#ears++;
    return (...args: Args): Promise<Awaited<Result>> =>
      new Promise((resolve, reject) => {
        nextTurn(() => {
          this.#enter({ kind: 'heard', ear, what, args });
          try {
            resolve(handler(...args) as Awaited<Result>);
          } catch (error) {
            reject(error as Error);
          }
        });
      });
  }

  hearAtOnce<Args extends readonly unknown[], Result>(
    what: string,
    handler: (...args: Args) => Result,
  ): Ear<Args, Result> {
    const ear = this.#ears++;
    return {
      hear: (...args) => {
        this.#enter({ kind: 'heard', ear, what, args });
        return handler(...args);
      },
      forget: () => undefined,
    };
  }

  /** Runs the agent's first step, as the first input. */
  begin<T>(start: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      nextTurn(() => {
        this.#enter({ kind: 'begun' });
        start().then(resolve, reject);
      });
    });
  }

  /** Writes down the turn that is under way. */
  flush(): void {
    const turn = this.#turn;
    this.#turn = null;
    if (turn !== null) this.options.write(turn);
  }

  /** Writes nothing down any more; the agent goes on as it did. */
  stop(): void {
    this.#stopped = true;
    this.#turn = null;
  }

  #ask<T>(what: string, said: unknown, act: () => Promise<T>, kept: (value: T) => unknown): Promise<T> {
    const ask = this.#asks++;
    this.#turn?.acts.push(['ask', what, textOf(said)]);
    return new Promise<T>((resolve, reject) => {
      act().then(
        (value) =>
          nextTurn(() => {
            this.#enter({ kind: 'answered', ask, what, value: kept(value) });
            resolve(value);
          }),
        (error: unknown) =>
          nextTurn(() => {
            this.#enter({ kind: 'refused', ask, what, error: recordError(error) });
            reject(error as Error);
          }),
      );
    });
  }

  #enter(input: Input): void {
    if (this.#stopped) return;
    this.flush();
    try {
      this.#turn = { at: this.outside.clock.now(), input: serialize(input), acts: [] };
    } catch (error) {
      this.stop();
      this.options.onUnkept(input.kind === 'begun' ? 'begun' : input.what, error);
    }
  }
}
