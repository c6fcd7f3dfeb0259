import { createHash } from 'node:crypto';
import { textOf } from './said.js';
import type { Act, Turn } from './turn.js';

/** Statements that change nothing, and what only frames others. */
const READS = /^sql (select|with|connect|release|begin|commit|rollback|set)\b/;

/** Whether others see it: a message, an order, a written row, a halt. What is only looked up is no decision. */
export const isDecision = ([kind, what]: Act): boolean =>
  kind !== 'draw' &&
  !READS.test(what) &&
  !/^(follow|consume|close|lags|hot-state (get|list)|read file|load|open|stand by)/.test(what);

/** One decision, and what it rested on. */
export interface Decision {
  /** 1 is the first of its log. */
  readonly number: number;
  /** The turn in which it was made. */
  readonly turn: number;
  /** SHA-256 over everything that had come in by then, drawn values included. */
  readonly inputs: string;
  readonly what: string;
  readonly said: string;
}

/**
 * The log of an agent's decisions, each with the hash of its inputs: the same inputs and the same decisions give the same
 * log, to the byte. Only hashes are kept; `onLine` takes the lines.
 */
export class DecisionLog {
  #inputs = createHash('sha256').digest('hex');
  #fresh = createHash('sha256');
  readonly #log = createHash('sha256');
  #turn = 0;
  #decisions = 0;
  readonly #kinds = new Map<string, number>();

  constructor(private readonly onLine: (line: string) => void = () => undefined) {}

  /** Decisions by what they are. */
  get byKind(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.#kinds].toSorted());
  }

  get decisions(): number {
    return this.#decisions;
  }

  /** What has come in. */
  input(turn: Pick<Turn, 'sequence' | 'bytes'>): void {
    this.#turn = turn.sequence;
    this.#fresh.update(turn.bytes);
  }

  act(act: Act): void {
    const [kind, what, value] = act;
    if (kind === 'draw') {
      this.#fresh.update(`${what} ${textOf(value)}\n`);
      return;
    }
    if (!isDecision(act)) return;
    this.#kinds.set(what, (this.#kinds.get(what) ?? 0) + 1);
    const decision: Decision = {
      number: ++this.#decisions,
      turn: this.#turn,
      inputs: this.#inputsNow(),
      what,
      said: value,
    };
    const line = `${JSON.stringify(decision)}\n`;
    this.#log.update(line);
    this.onLine(line);
  }

  /** Hash of the whole log. */
  sha256(): string {
    return this.#log.copy().digest('hex');
  }

  #inputsNow(): string {
    this.#inputs = createHash('sha256').update(this.#inputs).update(this.#fresh.digest()).digest('hex');
    this.#fresh = createHash('sha256');
    return this.#inputs;
  }
}
