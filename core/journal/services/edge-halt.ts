import type { Halt } from '../../db/halts.js';
import { HaltFile } from '../../runtime/halt-file.js';
import { HaltState } from '../../runtime/halt-state.js';
import type { Edge } from '../edge/edge.js';
import { recordError, restoreError } from '../recorded-error.js';

/** The halt file beyond an edge. */
export class EdgeHaltFile extends HaltFile {
  constructor(
    private readonly edge: Edge,
    dataDir: string,
  ) {
    super(dataDir);
  }

  override write(halt: Halt): void {
    this.#tell('write halt file', halt, () => super.write(halt));
  }

  override read(): Halt | null {
    return this.edge.draw('halt file', () => super.read());
  }

  override remove(): void {
    this.#tell('remove halt file', null, () => super.remove());
  }

  /** A disk may refuse, and what an agent does then follows from that. */
  #tell(what: string, said: unknown, act: () => void): void {
    let failure: unknown = null;
    this.edge.tell(what, said, () => {
      try {
        act();
      } catch (error) {
        failure = error;
      }
    });
    const refused = this.edge.draw(`${what}: refused`, () => (failure === null ? null : recordError(failure)));
    if (refused !== null) throw failure ?? restoreError(refused);
  }
}

/**
 * The halt state of one agent. What it hears it tells the state that all agents of its process share, and what others
 * told that one it hears: a halt stops everybody in the process at once.
 */
export class EdgeHaltState extends HaltState {
  #telling = false;

  constructor(
    edge: Edge,
    private readonly shared: HaltState,
  ) {
    super();
    const before = edge.draw('halt', () => shared.current);
    if (before !== null) super.halt(before);
    const ear = edge.hearAtOnce('halt', (halt: Halt | null) => this.#hear(halt));
    shared.onChange((halt) => {
      if (!this.#telling) ear.hear(halt);
    });
  }

  override file(halt: Halt | null): void {
    super.file(halt);
    this.#tell((shared) => shared.file(halt));
  }

  override halt(halt: Halt): void {
    super.halt(halt);
    this.#tell((shared) => shared.halt(halt));
  }

  override resume(haltId: string): void {
    super.resume(haltId);
    this.#tell((shared) => shared.resume(haltId));
  }

  #hear(halt: Halt | null): void {
    if (halt !== null) super.halt(halt);
    else if (this.current !== null) super.resume(this.current.id);
  }

  #tell(tell: (shared: HaltState) => void): void {
    this.#telling = true;
    try {
      tell(this.shared);
    } finally {
      this.#telling = false;
    }
  }
}
