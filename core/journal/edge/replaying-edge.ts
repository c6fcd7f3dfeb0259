import { setImmediate as turnOver } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { CodedError } from '../../errors/coded-error.js';
import type { Services } from '../../runtime/services.js';
import type { Comparison } from '../comparison.js';
import { restoreError } from '../recorded-error.js';
import { textOf } from '../said.js';
import type { Act, Input, Turn } from '../turn.js';
import type { Ear, Edge } from './edge.js';

/** Thrown where a replayed agent wants a value that its journal does not have; a difference was noted by then. */
export class BeyondJournalError extends CodedError {}

/** Where a replay first did something else than the journal says. */
export interface Mismatch {
  /** What the agent did in the recorded run at this place; null: nothing more. */
  readonly recorded: Act | null;
  /** What it does now; null: nothing more. */
  readonly replayed: Act | null;
}

interface Asked {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
  /** Own work that ends by itself; its value is awaited, not read. */
  readonly work: Promise<unknown> | null;
}

/** The edge of an agent that lives through a journal again: it is given what came in then, and held against what it did. */
export class ReplayingEdge implements Edge {
  #asks = 0;
  #ears = 0;
  #acts: readonly Act[] = [];
  #position = 0;
  #mismatch: Mismatch | null = null;
  readonly #asked = new Map<number, Asked>();
  readonly #heard = new Map<number, (...args: never[]) => unknown>();
  readonly #drawn = new Map<string, unknown>();

  /**
   * @param outside nothing, in the form of services
   * @param onAct told of everything the agent does that stood the comparison
   */
  constructor(
    readonly outside: Services,
    private readonly comparison: Comparison,
    private readonly onAct: (act: Act) => void,
  ) {}

  get mismatch(): Mismatch | null {
    return this.#mismatch;
  }

  draw<T>(what: string, _take: () => T): T {
    const recorded = this.#next();
    if (this.#mismatch === null && recorded?.[0] === 'draw' && recorded[1] === what) {
      this.#drawn.set(what, recorded[2]);
      this.onAct(recorded);
      return recorded[2] as T;
    }
    this.#differ(recorded, ['draw', what, undefined]);
    // What follows a difference counts for nothing, and is spared where a value of before does as well.
    if (this.#drawn.has(what)) return this.#drawn.get(what) as T;
    throw new BeyondJournalError('journal.beyond', `The journal holds no ${what} here`, { what });
  }

  tell(what: string, said: unknown): void {
    this.#do(['tell', what, textOf(said)]);
  }

  ask<T>(what: string, said: unknown): Promise<T> {
    return this.#ask(what, said, null);
  }

  work<T>(what: string, act: () => Promise<T>): Promise<T> {
    const work = act();
    work.catch(() => undefined);
    return this.#ask(what, null, work);
  }

  hear<Args extends readonly unknown[], Result>(_what: string, handler: (...args: Args) => Result) {
    this.#heard.set(this.#ears++, handler as (...args: never[]) => unknown);
    return () => Promise.reject(new BeyondJournalError('journal.outside', 'Nobody calls from outside in a replay'));
  }

  hearAtOnce<Args extends readonly unknown[], Result>(
    _what: string,
    handler: (...args: Args) => Result,
  ): Ear<Args, Result> {
    const ear = this.#ears++;
    this.#heard.set(ear, handler as (...args: never[]) => unknown);
    return { hear: handler, forget: () => void this.#heard.delete(ear) };
  }

  /** Lets the agent live through one turn. @returns where it went another way, or null */
  async take({ input, acts }: Turn, begin: () => void): Promise<Mismatch | null> {
    this.#acts = acts;
    this.#position = 0;
    if (await this.#isReady(input)) this.#deliver(input, begin);
    await turnOver();
    if (this.#mismatch === null && this.#position < this.#acts.length) {
      this.#mismatch = { recorded: this.#acts[this.#position] as Act, replayed: null };
    }
    return this.#mismatch;
  }

  /** Own work ends when it ends: only then is its turn. */
  async #isReady(input: Input): Promise<boolean> {
    if (input.kind !== 'answered' && input.kind !== 'refused') return true;
    await this.#asked.get(input.ask)?.work?.catch(() => undefined);
    return this.#mismatch === null;
  }

  #deliver(input: Input, begin: () => void): void {
    switch (input.kind) {
      case 'begun':
        begin();
        return;
      case 'heard':
        this.#call(input.ear, input.args as never[]);
        return;
      case 'answered':
      case 'refused':
        this.#answer(input);
    }
  }

  #call(ear: number, args: never[]): void {
    const handler = this.#heard.get(ear);
    try {
      const result: unknown = handler?.(...args);
      // What a handler rejects with went back to its caller, who is not here.
      if (result instanceof Promise) result.catch(() => undefined);
    } catch {
      // The same.
    }
  }

  #answer(input: Extract<Input, { kind: 'answered' | 'refused' }>): void {
    const asked = this.#asked.get(input.ask);
    this.#asked.delete(input.ask);
    if (asked === undefined) return;
    if (input.kind === 'refused') asked.reject(restoreError(input.error));
    else if (asked.work === null) asked.resolve(input.value);
    // Settled already: adopted without a detour through its own microtasks.
    else void asked.work.then(asked.resolve, asked.reject);
  }

  #ask<T>(what: string, said: unknown, work: Promise<unknown> | null): Promise<T> {
    const ask = this.#asks++;
    this.#do(['ask', what, textOf(said)]);
    return new Promise<T>((resolve, reject) => {
      this.#asked.set(ask, { resolve: resolve as (value: unknown) => void, reject, work });
    });
  }

  #do(act: Act): void {
    const recorded = this.#next();
    if (this.#mismatch === null && recorded !== null && this.#same(recorded, act)) this.onAct(act);
    else this.#differ(recorded, act);
  }

  #same(recorded: Act, act: Act): boolean {
    const [kind, what, said] = act;
    if (recorded[0] !== kind || recorded[1] !== what) return false;
    return !this.comparison(kind, what) || isDeepStrictEqual(recorded[2], said);
  }

  #next(): Act | null {
    return this.#mismatch === null ? (this.#acts[this.#position++] ?? null) : null;
  }

  #differ(recorded: Act | null, replayed: Act): void {
    this.#mismatch ??= { recorded, replayed };
  }
}
