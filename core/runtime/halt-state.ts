import type { Halt } from '../db/halts.js';

/**
 * Whether this process may trade, merged from every way a halt can arrive: the file, the database, the bus.
 * A halt from any of them holds until it is resumed; a resume ends the halts it names and no later one.
 */
export class HaltState {
  #fromFile: Halt | null = null;
  #fromCommands: Halt | null = null;
  readonly #listeners = new Set<(halt: Halt | null) => void>();

  /** The halt in force, or null. */
  get current(): Halt | null {
    return this.#fromFile ?? this.#fromCommands;
  }

  get isHalted(): boolean {
    return this.current !== null;
  }

  /** Called whenever the halt in force changes. */
  onChange(listener: (halt: Halt | null) => void): void {
    this.#listeners.add(listener);
  }

  /** What the file says now. */
  file(halt: Halt | null): void {
    this.#change(() => {
      this.#fromFile = halt;
    });
  }

  /** A halt from the database or the bus. */
  halt(halt: Halt): void {
    this.#change(() => {
      this.#fromCommands = halt;
    });
  }

  /** The halt with this id was lifted. */
  resume(haltId: string): void {
    this.#change(() => {
      if (this.#fromCommands?.id === haltId) this.#fromCommands = null;
    });
  }

  #change(apply: () => void): void {
    const before = this.current?.id ?? null;
    apply();
    const now = this.current;
    if ((now?.id ?? null) !== before) for (const listener of this.#listeners) listener(now);
  }
}
